
"use strict";
(() => {
const $ = (id) => document.getElementById(id);
const audio = $("sound"), seek = $("seek"), speed = $("speed"), volume = $("volume");
const root = document.documentElement;
const links = [...document.querySelectorAll("#chapters a")];
const sections = [...document.querySelectorAll("main > section")];
const bookTitle = document.querySelector("h1").textContent;
const memory = "fullcast:" + document.body.dataset.book;
const STEP = 15, EARLY = 0.03; // seconds; a line is lit up a moment before it is heard
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let at = 0;            // the chapter that is shown
let lines = [];        // its lines that are heard, and
let times = [];        // when, in seconds
let now = -1;          // the line that is heard
let pending = 0;       // where to begin when the length of the sound is known
let following = true;  // whether the text follows the voice
let touched = -Infinity, timer = 0, saved = 0;

// Where listeners were, if the browser keeps it: from a disk some do not.
function recalled() {
  try { return JSON.parse(localStorage.getItem(memory)) || {}; } catch { return {}; }
}
function save() {
  saved = performance.now();
  const kept = { chapter: at, time: place(), rate: Number(speed.value), volume: Number(volume.value), keys: $("shortcuts").checked };
  try { localStorage.setItem(memory, JSON.stringify(kept)); } catch { /* nothing is kept, then */ }
}
function place() { return audio.readyState > 0 ? audio.currentTime : pending; }

function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds)), two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(whole / 60), hours = Math.floor(minutes / 60);
  return hours ? `${hours}:${two(minutes % 60)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
function spoken(seconds) {
  const whole = Math.round(seconds), minutes = Math.floor(whole / 60);
  return `${minutes} minute${minutes === 1 ? "" : "s"} ${whole % 60} second${whole % 60 === 1 ? "" : "s"}`;
}
function tell(text, long) {
  $("told").textContent = text;
  clearTimeout(tell.timer);
  if (!long) { tell.timer = setTimeout(() => { $("told").textContent = ""; }, 4000); }
}
function length() { return audio.duration > 0 && isFinite(audio.duration) ? audio.duration : Number(links[at].dataset.seconds || 0); }
function sounds(index) { return index >= 0 && index < links.length && "seconds" in links[index].dataset; }
function titleOf(index) { return links[index].querySelector("bdi").textContent; }

// Chapters
function open(index, time, play) {
  if (index !== at || !lines.ready) { show(index); }
  unlight();
  following = true;
  $("follow").hidden = true;
  if (!sounds(index)) {
    audio.pause();
    audio.removeAttribute("src");
    audio.load();
    pending = 0;
    tell(`“${titleOf(index)}” has no sound yet.`);
    progress();
    save();
    return;
  }
  const source = links[index].getAttribute("href");
  if (audio.getAttribute("src") !== source) { audio.src = source; pace(); }
  go(time);
  if (play) { start(); }
  progress();
  announce();
  save();
}
function show(index) {
  sections[at].hidden = true;
  sections[at].setAttribute("hidden", "until-found");
  links[at].removeAttribute("aria-current");
  at = index;
  sections[at].removeAttribute("hidden");
  links[at].setAttribute("aria-current", "true");
  lines = [...sections[at].querySelectorAll("[data-t]")];
  lines.ready = true;
  times = Float64Array.from(lines, (line) => line.dataset.t / 1000);
  now = -1;
  for (const line of lines) { line.setAttribute("role", "link"); line.tabIndex = -1; }
  if (lines.length) { lines[0].tabIndex = 0; }
  $("where").textContent = titleOf(at);
  document.title = `${titleOf(at)} · ${bookTitle}`;
  $("before").disabled = at === 0;
  $("next").disabled = at === links.length - 1;
  for (const id of ["play", "back", "on", "seek"]) { $(id).disabled = !sounds(at); }
}
function toChapter(index, play) {
  if (index < 0 || index >= links.length) { return; }
  open(index, 0, play);
  scrollTo({ top: sections[at].getBoundingClientRect().top + scrollY - 24, behavior: "instant" });
}

// Sound
function start() {
  audio.play().catch((error) => { if (error.name !== "AbortError") { tell(`The browser does not play it: ${error.message}`, true); } });
}
function toggle() {
  if (!sounds(at)) { return; }
  if (audio.paused) { start(); } else { audio.pause(); }
}
function go(time) {
  if (audio.readyState > 0) {
    pending = 0;
    audio.currentTime = Math.min(Math.max(0, time), audio.duration || time);
    reachable(time);
  } else {
    pending = Math.max(0, time);
  }
  mark();
}
// A server that cannot send parts of a file leaves nothing to jump to.
function reachable(time) {
  const parts = audio.seekable;
  if (time > 1 && parts.length && parts.end(parts.length - 1) === 0) {
    tell("This server sends whole files only, so that the browser cannot jump within a chapter.");
  }
}
function step(seconds) { if (sounds(at)) { following = true; go(place() + seconds); } }
function pace() { audio.defaultPlaybackRate = audio.playbackRate = Number(speed.value); }
function loud() {
  audio.volume = volume.value / 100;
  $("player").classList.toggle("muted", audio.muted || audio.volume === 0);
  $("mute").setAttribute("aria-pressed", String(audio.muted));
  volume.style.setProperty("--at", `${volume.value}%`);
}
function progress() {
  const time = place(), whole = length();
  seek.max = Math.max(1, Math.floor(whole));
  if (!seek.matches(":active")) { seek.value = time; }
  seek.style.setProperty("--at", `${whole ? Math.min(100, 100 * time / whole) : 0}%`);
  seek.setAttribute("aria-valuetext", `${spoken(time)} of ${spoken(whole)}`);
  $("spent").textContent = clock(time);
  $("left").textContent = `−${clock(whole - time)}`;
}

// The line that is heard
function lineAt(time) {
  let low = 0, high = times.length; // the first that begins later
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= time) { low = middle + 1; } else { high = middle; }
  }
  return low - 1;
}
function unlight() {
  if (lines[now]) { lines[now].classList.remove("now"); lines[now].removeAttribute("aria-current"); }
  now = -1;
}
function mark() {
  const time = place(), found = lineAt(time + EARLY);
  if (found !== now) {
    if (now >= 0) { lines[now].tabIndex = -1; } else if (lines.length) { lines[0].tabIndex = -1; }
    unlight();
    now = found;
    if (now >= 0) {
      lines[now].classList.add("now");
      lines[now].setAttribute("aria-current", "true");
      if (following) { bring(lines[now]); } else { $("follow").hidden = visible(lines[now]); }
    }
    (lines[now] || lines[0] || {}).tabIndex = 0;
    const name = now >= 0 ? [...lines[now].classList].find((each) => each in names) : undefined;
    $("who").textContent = now < 0 ? "" : names[name] || narrator;
    $("who").className = name || "";
    if (!name) { $("who").removeAttribute("class"); }
  }
  clearTimeout(timer);
  if (!audio.paused && now + 1 < times.length) {
    const wait = 1000 * (times[now + 1] - EARLY - time) / audio.playbackRate;
    if (wait < 1000) { timer = setTimeout(mark, Math.max(10, wait)); }
  }
}
const names = {};
for (const member of document.querySelectorAll("#cast li[class]")) { names[member.className] = member.querySelector("bdi").textContent; }
const narrator = document.querySelector("#cast bdi").textContent;

function zone() { return [0.08 * innerHeight, innerHeight - $("player").offsetHeight - 40]; }
function visible(line) {
  const [top, bottom] = zone(), box = line.getBoundingClientRect();
  return box.bottom > top && box.top < bottom;
}
function bring(line, again) {
  const [top, bottom] = zone(), box = line.getBoundingClientRect();
  if (box.top >= top && box.bottom <= bottom) { return; }
  const distance = box.top - 0.28 * innerHeight;
  const far = Math.abs(distance) > innerHeight || calm.matches || document.hidden;
  scrollTo({ top: scrollY + distance, behavior: far ? "instant" : "smooth" });
  // What was never laid out has a guessed height, so the first jump may miss.
  if (far && !again) { requestAnimationFrame(() => { if (line === lines[now]) { bring(line, true); } }); }
}
function toLine(index, play) {
  if (!sounds(at) || index < 0 || index >= lines.length) { return; }
  following = true;
  $("follow").hidden = true;
  go(times[index]);
  if (play) { start(); }
  save();
}

// What listeners do
links.forEach((link, index) => link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) { return; } // the file itself is wanted
  event.preventDefault();
  if (index === at && sounds(index)) { toggle(); } else { toChapter(index, true); }
}));
$("text").addEventListener("click", (event) => {
  const line = event.target.closest("[data-t]");
  if (line && getSelection().isCollapsed) { toLine(lines.indexOf(line), true); }
});
$("play").addEventListener("click", toggle);
$("back").addEventListener("click", () => step(-STEP));
$("on").addEventListener("click", () => step(STEP));
$("before").addEventListener("click", () => toChapter(at - 1, !audio.paused));
$("next").addEventListener("click", () => toChapter(at + 1, !audio.paused));
seek.addEventListener("input", () => { following = true; go(Number(seek.value)); progress(); });
speed.addEventListener("change", () => { pace(); save(); });
volume.addEventListener("input", () => { audio.muted = false; loud(); });
volume.addEventListener("change", save);
$("mute").addEventListener("click", () => { audio.muted = !audio.muted; loud(); });
$("help").addEventListener("click", () => $("keyboard").showModal());
$("done").addEventListener("click", () => $("keyboard").close());
$("shortcuts").addEventListener("change", save);
$("follow").addEventListener("click", () => { following = true; $("follow").hidden = true; if (now >= 0) { bring(lines[now]); lines[now].focus({ preventScroll: true }); } });

function faster(by) {
  speed.selectedIndex = Math.min(speed.length - 1, Math.max(0, speed.selectedIndex + by));
  pace(); save();
  tell(`Speed ${speed.value}`);
}
const KEYS = {
  " ": toggle,
  ArrowLeft: () => step(-STEP), ArrowRight: () => step(STEP),
  j: () => toLine(now + 1, false), k: () => toLine(Math.max(0, now - 1), false),
  n: () => toChapter(at + 1, !audio.paused), p: () => toChapter(at - 1, !audio.paused),
  "+": () => faster(1), "=": () => faster(1), "-": () => faster(-1),
  m: () => $("mute").click(), "?": () => $("keyboard").showModal(),
};
document.addEventListener("keydown", (event) => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $("keyboard").open) { return; }
  if (event.key === "Enter" && target.matches("[data-t]")) { toLine(lines.indexOf(target), true); return; }
  if (target.matches("select, input") || (event.key === " " && target.matches("button, summary"))) { return; }
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act && $("shortcuts").checked) { event.preventDefault(); act(); }
});
for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(name, () => { touched = performance.now(); }, { passive: true });
}
addEventListener("scroll", () => {
  if (performance.now() - touched > 1500 || now < 0) { return; }
  following = visible(lines[now]);
  $("follow").hidden = following;
}, { passive: true });
// The browser's search found something in another chapter.
sections.forEach((section, index) => section.addEventListener("beforematch", () => { const was = audio.paused; open(index, 0, false); following = false; if (!was) { start(); } }));

// What the sound does
audio.addEventListener("loadedmetadata", () => { if (pending) { go(pending); } pace(); progress(); mark(); });
audio.addEventListener("timeupdate", () => { progress(); mark(); if (performance.now() - saved > 5000) { save(); } });
audio.addEventListener("seeked", () => { progress(); mark(); });
audio.addEventListener("play", () => { $("player").classList.add("playing"); $("play").setAttribute("aria-label", "Pause"); mark(); });
audio.addEventListener("pause", () => { $("player").classList.remove("playing"); $("play").setAttribute("aria-label", "Play"); save(); });
audio.addEventListener("ended", () => {
  let index = at + 1;
  while (index < links.length && !sounds(index)) { index += 1; }
  if (index >= links.length) { tell("This was the last chapter."); return; }
  const missed = index - at - 1;
  toChapter(index, true);
  if (missed) { tell(`${missed === 1 ? "A chapter has" : `${missed} chapters have`} no sound yet: on with “${titleOf(index)}”.`); }
});
audio.addEventListener("error", () => {
  if (audio.hasAttribute("src")) { tell(`${decodeURIComponent(audio.getAttribute("src"))} cannot be played: is it beside this page?`, true); }
});
addEventListener("pagehide", save);
addEventListener("visibilitychange", () => { if (document.hidden) { save(); } else { mark(); } });

function announce() {
  if (!("mediaSession" in navigator)) { return; }
  const author = document.querySelector(".book .by"), cover = document.querySelector(".book img");
  navigator.mediaSession.metadata = new MediaMetadata({
    title: titleOf(at), album: bookTitle, artist: author ? author.textContent : "",
    artwork: location.protocol.startsWith("http") ? [{ src: cover.src, type: "image/jpeg" }] : [],
  });
}
if ("mediaSession" in navigator) {
  const acts = { play: start, pause: () => audio.pause(), seekbackward: () => step(-STEP), seekforward: () => step(STEP), previoustrack: () => toChapter(at - 1, true), nexttrack: () => toChapter(at + 1, true), seekto: (told) => go(told.seekTime) };
  for (const [name, act] of Object.entries(acts)) { try { navigator.mediaSession.setActionHandler(name, act); } catch { /* older browsers have fewer */ } }
}

// Begin where it was left
root.classList.add("js");
$("player").hidden = false;
if (matchMedia("(max-width: 67.99rem)").matches) { for (const each of document.querySelectorAll("details")) { each.open = false; } }
const before = recalled(), options = [...speed.options].map((option) => Number(option.value));
if (options.includes(before.rate)) { speed.selectedIndex = options.indexOf(before.rate); }
if (before.volume >= 0 && before.volume <= 100) { volume.value = before.volume; }
if (before.keys === false) { $("shortcuts").checked = false; }
loud();
const first = links.findIndex((link, index) => sounds(index));
const chapter = Number.isInteger(before.chapter) && before.chapter >= 0 && before.chapter < links.length ? before.chapter : Math.max(0, first);
open(chapter, before.chapter === chapter && before.time > 0 ? before.time : 0, false);
})();

