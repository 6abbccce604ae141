"""The web page in a real browser: from a disk, with real sound, a mouse, a keyboard and a phone."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from listening import EVIL, NAMES, in_language, made

from fullcast.publishing import PlayerPage, one_line, player_page

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright, of the dev extra")

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TIME = "document.getElementById('sound').currentTime"

Open = Callable[..., Any]


def program(playwright: Any) -> str | None:
    """The system's Chromium, or the one that `playwright install chromium` fetches."""
    known = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    own = playwright.chromium.executable_path
    return known or (own if Path(own).exists() else None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    running = sync_api.sync_playwright()
    try:
        playwright = running.start()
    except Exception as error:  # noqa: BLE001 - it has no error of its own for this
        pytest.skip(f"playwright's own program does not run here: {error}")
    try:
        path = program(playwright)
        if path is None:
            pytest.skip("needs Chromium: install it, or run `playwright install chromium`")
        sandbox = [] if os.name == "nt" or os.geteuid() else ["--no-sandbox"]
        opened = playwright.chromium.launch(
            executable_path=path,
            args=["--autoplay-policy=no-user-gesture-required", "--mute-audio", *sandbox],
        )
        yield opened
        opened.close()
    finally:
        playwright.stop()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> PlayerPage:
    return made(tmp_path_factory.mktemp("book"))


@pytest.fixture
def show(browser: Any, page: PlayerPage) -> Iterator[Open]:
    """Opens the page from the disk; nothing may be asked of a network, nothing complained of."""
    folder = page.tracks[1].path.parent
    contexts, asked, complaints = [], [], []

    def opened(shown: PlayerPage = page, **options: Any) -> Any:
        (folder / "Salt.listen.html").write_text(player_page(shown), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto((folder / "Salt.listen.html").as_uri())
        until(tab, "document.getElementById('sound').readyState >= 1")
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def until(tab: Any, condition: str) -> None:
    """Wait for a condition; the page's policy forbids the ways of playwright's own waiting."""
    ends = time.monotonic() + 20
    while not tab.evaluate(condition):
        assert time.monotonic() < ends, condition
        tab.wait_for_timeout(20)


def now(tab: Any) -> list[str]:
    """What is lit up; whoever cannot see it is told the same."""
    lit: list[str] = tab.evaluate("[...document.querySelectorAll('.now')].map(e => e.textContent)")
    told = tab.evaluate(
        "[...document.querySelectorAll('main [aria-current=true]')].map(e => e.textContent)"
    )
    assert lit == told
    return lit


def seek(tab: Any, seconds: float) -> None:
    tab.evaluate(f"{_TIME} = {seconds}")
    until(tab, f"!document.getElementById('sound').seeking && {_TIME} >= {seconds - 0.1}")


def playing(tab: Any) -> bool:
    return bool(tab.evaluate("!document.getElementById('sound').paused"))


def test_it_plays_from_the_disk_and_the_text_follows(show: Open, page: PlayerPage) -> None:
    tab = show()
    assert tab.title() == f"One · {one_line(EVIL)}"
    assert now(tab) == []
    tab.click("#play")
    until(tab, f"{_TIME} > 0.8")
    assert now(tab) == ["One"]
    assert tab.get_attribute("#play", "aria-label") == "Pause"
    # It is lit up when the next line begins, with no one's help.
    until(tab, "document.querySelector('.now')?.textContent.startsWith('It rained')")
    assert tab.evaluate(_TIME) == pytest.approx(page.tracks[1].lines[1].start, abs=0.3)
    tab.click("#play")
    assert not playing(tab)


def test_each_line_is_lit_up_at_its_time_and_its_speaker_named(
    show: Open, page: PlayerPage
) -> None:
    tab = show()
    for timed in page.tracks[1].lines:
        seek(tab, timed.start + 0.5)
        [lit] = now(tab)
        assert lit.split()[0].strip("“”,.") in timed.line.text
        named = tab.text_content("#who")
        assert named == timed.line.speaker or (named, timed.line.kind) == ("Narrator", "tags")
    # What was heard looks as before: the narrator has no colour.
    colours = "['body', '#c1 [data-t=\"2500\"]'].map(e => getComputedStyle($(e)).color)"
    body, line = tab.evaluate(colours.replace("$", "document.querySelector"))
    assert body == line


def test_a_click_on_a_line_and_enter_play_from_there(show: Open, page: PlayerPage) -> None:
    tab = show()
    tab.click("text=It is,")
    until(tab, f"{_TIME} > 6")
    assert now(tab) == ["“It is,”"]
    assert playing(tab)
    tab.keyboard.press("Space")
    tab.evaluate("document.querySelectorAll('main [data-t]')[7].focus()")
    tab.keyboard.press("Enter")
    until(tab, "document.querySelector('.now')?.textContent.startsWith('she thought')")
    assert tab.evaluate(_TIME) == pytest.approx(page.tracks[1].lines[7].start, abs=0.3)
    # One line at a time is among what the tabulator key goes through.
    assert tab.locator("main [data-t][tabindex='0']").count() == 1


def test_chapters_are_switched_and_only_one_is_shown(show: Open) -> None:
    tab = show()
    tab.click("#chapters li:nth-child(2) a")
    until(tab, f"{_TIME} > 0.2")
    assert tab.title().startswith("Two & more · ")
    assert "02%20" in tab.get_attribute("#sound", "src")
    assert tab.locator("#chapters [aria-current]").all_text_contents() == ["Two & more 0:24"]
    shown = "[...document.querySelectorAll('main > section')].map(e => e.checkVisibility({"
    visible = tab.evaluate(shown + "contentVisibilityAuto: false}) && e.offsetHeight > 0)")
    assert visible == [False, True, False, False]
    # The same again pauses, so that a space bar after a click does not begin anew.
    tab.click("#chapters li:nth-child(2) a")
    assert not playing(tab)


def test_after_a_chapter_follows_the_next_that_has_sound_and_it_is_said(show: Open) -> None:
    tab = show()
    tab.click("#next")
    until(tab, "document.getElementById('sound').readyState >= 1")
    tab.click("#play")
    seek(tab, tab.evaluate("document.getElementById('sound').duration") - 0.3)
    until(tab, "document.title.startsWith('Four')")
    assert tab.text_content("#told") == "A chapter has no sound yet: on with “Four”."
    until(tab, f"{_TIME} > 0.1")
    assert playing(tab)


def test_a_chapter_without_sound_shows_its_text_and_says_so(show: Open) -> None:
    tab = show()
    tab.click("#chapters li:nth-child(3) a")
    assert "no sound yet" in tab.text_content("#told")
    assert tab.is_visible("text=This chapter has no sound yet.")
    assert tab.is_disabled("#play")
    assert tab.is_visible("#c3 >> text=It rained on the quay")


def test_the_keyboard_does_it_all(show: Open) -> None:
    tab = show()
    seek(tab, 20)
    tab.keyboard.press("ArrowLeft")
    until(tab, f"Math.abs({_TIME} - 5) < 0.2")
    tab.keyboard.press("ArrowRight")
    until(tab, f"Math.abs({_TIME} - 20) < 0.2")
    tab.keyboard.press("Space")
    until(tab, f"{_TIME} > 20.2")
    tab.keyboard.press("Space")
    assert not playing(tab)
    seek(tab, 2.6)
    tab.keyboard.press("j")
    until(tab, "document.querySelector('.now').textContent.includes('really')")
    tab.keyboard.press("k")
    until(tab, "document.querySelector('.now').textContent.includes('rained')")
    tab.keyboard.press("+")
    assert tab.evaluate("document.getElementById('sound').playbackRate") == 1.1
    tab.keyboard.press("m")
    assert tab.evaluate("document.getElementById('sound').muted")
    assert tab.get_attribute("#mute", "aria-pressed") == "true"
    tab.keyboard.press("n")
    assert tab.title().startswith("Two & more")
    tab.keyboard.press("p")
    assert tab.title().startswith("One")
    tab.keyboard.press("?")
    assert tab.is_visible("#keyboard >> text=play or pause")
    tab.uncheck("#shortcuts")
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#keyboard")
    tab.keyboard.press("n")
    assert tab.title().startswith("One")


def test_keys_are_left_to_what_has_the_focus(show: Open) -> None:
    tab = show()
    tab.focus("#speed")
    tab.keyboard.press("n")
    assert tab.title().startswith("One")
    tab.focus("#play")
    tab.keyboard.press("Space")
    until(tab, f"{_TIME} > 0.2")
    assert playing(tab)


def test_speed_and_place_are_kept(show: Open) -> None:
    tab = show()
    tab.click("#chapters li:nth-child(2) a")
    until(tab, f"{_TIME} > 0.1")
    seek(tab, 9)
    tab.select_option("#speed", "1.5")
    tab.click("#play")
    tab.reload()
    until(tab, f"{_TIME} > 8.9")
    assert tab.title().startswith("Two & more")
    assert not playing(tab)
    assert tab.evaluate("document.getElementById('sound').playbackRate") == 1.5
    assert now(tab) == ["“It is,”"]


def test_the_slider_seeks_and_tells_where_it_is(show: Open) -> None:
    tab = show()
    tab.fill("#seek", "9")
    until(tab, f"Math.abs({_TIME} - 9) < 0.2")
    told = tab.get_attribute("#seek", "aria-valuetext")
    assert told == "0 minutes 9 seconds of 0 minutes 24 seconds"
    assert tab.text_content("#spent") == "0:09"


def test_whoever_scrolls_away_is_left_there_until_they_come_back(show: Open) -> None:
    tab = show(viewport={"width": 1280, "height": 420})
    tab.click("#play")
    until(tab, "document.querySelector('.now')")
    tab.mouse.move(700, 200)
    tab.mouse.wheel(0, 4000)
    tab.wait_for_selector("#follow", state="visible")
    top = tab.evaluate("scrollY")
    seek(tab, 2.6)
    assert tab.evaluate("scrollY") == top
    tab.click("#follow")
    until(tab, "document.querySelector('.now').getBoundingClientRect().top > 0")
    assert not tab.is_visible("#follow")


def test_from_a_server_it_plays_and_says_if_that_cannot_send_parts(
    show: Open, browser: Any, page: PlayerPage
) -> None:
    show()
    folder = page.tracks[1].path.parent
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *told: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/Salt.listen.html")
        tab.click("#play")
        until(tab, f"{_TIME} > 0.3")
        assert tab.evaluate("document.querySelector('.book img').naturalWidth") > 100
        assert tab.text_content("#told") == ""
        tab.keyboard.press("ArrowRight")
        assert tab.text_content("#told").startswith("This server sends whole files only")
        context.close()
        server.shutdown()


def test_nothing_of_a_title_is_run(show: Open) -> None:
    tab = show()
    assert tab.text_content("h1") == one_line(EVIL)
    assert tab.locator("script").count() == 1
    assert NAMES[0] in tab.text_content("#cast")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_nothing_sticks_out_and_all_can_be_touched(
    show: Open, page: PlayerPage, language: str
) -> None:
    tab = show(
        replace(page, book=in_language(language)),
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
    )
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    for control in tab.locator(".player button:visible, select:visible, summary:visible").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    tab.tap("summary >> nth=0")
    tab.tap("#chapters li:nth-child(2) a")
    until(tab, f"{_TIME} > 0.1")
    assert tab.title().startswith("Two")


def test_without_scripts_it_is_the_whole_text_with_links(show: Open, browser: Any) -> None:
    tab = show()
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(tab.url)
    assert bare.is_visible("#c4 >> text=It had been a fine day.")
    assert bare.is_visible("noscript p")
    assert not bare.is_visible("#player")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_rules_of_accessibility_are_kept(show: Open, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
    tab = show(viewport={"width": width, "height": 800}, color_scheme=scheme)
    seek(tab, 5)
    for opened in (False, True):
        if opened:
            tab.evaluate("document.getElementById('keyboard').showModal()")
        found = axe.Axe().run(tab)
        told = [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]]
        assert told == []


def test_a_book_of_ten_thousand_lines_in_one_chapter_stays_fluid(
    show: Open, page: PlayerPage
) -> None:
    [first, *_] = page.chapters
    track = page.tracks[1]
    line, step = track.lines[1].line, track.duration / 10_000
    lines = tuple(replace(line, index=at, paragraph=at // 2) for at in range(10_000))
    times = tuple(
        replace(track.lines[1], line=each, start=step * at, end=step * at)
        for at, each in enumerate(lines)
    )
    tab = show(
        replace(
            page,
            chapters=(replace(first, lines=lines),),
            tracks={1: replace(track, lines=times)},
        )
    )
    took = tab.evaluate(
        """async () => {
          const sound = document.getElementById('sound'), begun = performance.now();
          sound.currentTime = 0.9 * sound.duration;
          await new Promise((done) => sound.addEventListener('seeked', done, { once: true }));
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          return performance.now() - begun;
        }"""
    )
    assert took < 2000
    place = "[...document.querySelectorAll('[data-t]')].findIndex(e => e.matches('.now'))"
    assert tab.evaluate(place) == pytest.approx(9000, abs=30)
    tab.wait_for_timeout(100)
    top = tab.evaluate("document.querySelector('.now').getBoundingClientRect().top")
    assert 0 < top < 700
