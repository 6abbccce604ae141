"""Direct thoughts are found, with marks and without; what is told about thinking is not."""

from __future__ import annotations

import pytest
from marked_stories import check

TOLD = (
    "She walked to the harbour and looked at the boats. The wind was cold, and she was tired.",
    "Nobody said a word. The tide went out, and the gulls stood on the mud.",
    '"Good evening," said the baker.',
    '"Good evening," said his wife.',
)
TOLD_BY_ME = (
    "I walked to the harbour and I looked at the boats. The wind was cold, and I was tired.",
    "I said nothing. I watched the tide go out, and I counted the gulls.",
)
TOLD_NOW = (
    "She walks to the harbour and looks at the boats. The wind is cold, and she is tired.",
    "Nobody says a word. The tide goes out, and the gulls are on the mud.",
)


@pytest.mark.parametrize(
    "story",
    [
        "{{*Where is he?*}}",
        "{{*Where is he?*}} she thought.",
        "{{*Where is he*,}} she thought, looking up.",
        "{{_This is bad,_}} she thought.",
        "She looked up. {{*This is bad.*}} Nobody came.",
        "She looked up. {{_This is bad._}} Nobody came.",
        "{{*I can't _believe_ it.*}} She sat.",
        "{{*Run!*}} thought Mara.",
        "Mara thought: {{*Nobody knows.*}}",
        "{{'Where is he?'}} she thought.",
        "She looked up. {{‘This is bad,’}} thought Mara.",
    ],
)
def test_thoughts_in_italics_or_single_marks(story: str) -> None:
    check(story, *TOLD)


@pytest.mark.parametrize(
    "story",
    [
        "It was *very* cold.",
        "*Never* had she seen such a boat.",
        "She stood on the *Mary Gold* and waited.",
        "*Run!*",
        "The *Sea Wolf.* was gone.",
        "She had read *The Glass Sea*, and _Wild Geese_ too.",
        "*Knock. Knock. Knock.*",
        "*The door opened. A man stood there with a lamp.*",
        "It was a * lonely * star.",
        "The file was named my_own_file_name.",
        "***",
    ],
)
def test_emphasis_titles_noises_and_dreams_are_none(story: str) -> None:
    check(story, *TOLD)


@pytest.mark.parametrize(
    "story",
    [
        "{{I wonder where they are,}} Mara thought, looking about.",
        "{{Where is she?}} Mara wondered.",
        "{{Poor thing,}} thought Mara.",
        "Mara thought, {{Where is he?}}",
        "{{Soon to be gone,}} Ben thought, relieved. He waved at her.",
        "{{Sorry, four and a half,}} she corrected herself.",
        "{{Oh dear. That's why he looked so familiar,}} Mara thought, frozen with shock.",
        "{{On anyone else that would have been a laugh,}} Ben thought.",
        "{{Nobody,}} he thought, {{is going to believe me.}}",
        "{{What a mess,}} Mr. Crake thought as he sat down.",
        "{{I am late,}} she told herself. She ran.",
    ],
)
def test_tagged_thoughts(story: str) -> None:
    check(story, *TOLD)


@pytest.mark.parametrize(
    "story",
    [
        "It was, she thought, a pity.",
        "Mara thought that it was late.",
        "Mara thought that he has no boat.",
        "She thought about the boat.",
        "He considered the matter, and then he slept.",
        "She wondered where he was.",
        "Probably, she thought, it never was a boat at all.",
        "People like Ben, she thought, had it all their own way.",
        "He had lost it, Mara realised.",
        "The boy was, the old man reflected, a good boy.",
        'While she rowed, Mara thought to herself, [["Now or never."]]',
    ],
)
def test_indirect_thoughts_stay_narration(story: str) -> None:
    check(story, *TOLD)


@pytest.mark.parametrize(
    "story",
    [
        "She looked at her watch. {{It's been an hour. Where could they be?}} She ran.",
        "{{Where is that woman? She was supposed to be here an hour ago.}}",
        "She rubbed a hole in the mist. {{They'll steer for the biggest.}} She ran.",
        "She looked at the key. {{I never locked it.}} Her hand shook.",
        "{{Well that was awkward.}}",
        "She saw the bill. {{Oh no, not again.}} She paid.",
        "She looked about. {{Where are they? Nobody here.}} The door stood open.",
    ],
)
def test_untagged_thoughts_of_a_story_in_the_third_person(story: str) -> None:
    check(story, *TOLD)


@pytest.mark.parametrize(
    "story",
    [
        "No one was there.",
        "No, it was too unkind.",
        "Well, it was his.",
        "She held a forget-me-not.",
        "The words 'my own' stood on it.",
        "Was it late? She could not tell.",
        "Elizabeth I. was queen then.",
        "Dear Ana, I am well. "
        + "I have a house by the sea, and I walk there with my dog and my hat. " * 9,
    ],
)
def test_what_is_told_in_the_third_person_stays_narration(story: str) -> None:
    check(story.strip(), *TOLD)


@pytest.mark.parametrize(
    "story",
    [
        "I did not know what my mother would say to me.",
        "I am not proud of it.",
        "Was I late? I ran.",
        "It is the oldest boat I know.",
    ],
)
def test_i_in_a_story_told_by_an_i_is_no_thought(story: str) -> None:
    check(story, *TOLD_BY_ME)


@pytest.mark.parametrize(
    "story",
    ["{{This is bad,}} I thought.", "{{*I am late.*}} I ran.", "{{Where is she?}} I wondered."],
)
def test_tags_and_italics_count_in_a_story_told_by_an_i(story: str) -> None:
    check(story, *TOLD_BY_ME)


@pytest.mark.parametrize(
    "story",
    [
        "She is late. They'll wait, and there's nothing to be done.",
        "{{*Where is he?*}} she thinks.",
        "The key is gone. {{I never locked it.}}",
    ],
)
def test_the_present_is_no_sign_in_a_story_told_in_the_present(story: str) -> None:
    check(story, *TOLD_NOW)


@pytest.mark.parametrize(
    "story",
    [
        # marks of other kinds
        "{{/I hate this,/}} she thought.",
        "She looked up. {{/I hate this./}} Nobody came.",
        "{{~I hate this,~}} she thought.",
        "She looked up. {{~Where is he?~}} Nobody came.",
        "{{‘Nobody knows,’}} thought Mara. {{‘Nobody ever will.’}}",
        # a tag within
        "{{*I should never,*}} she thought, {{*have come.*}}",
        "{{_Nobody knows,_}} Mara thought to herself, {{_and nobody ever will._}}",
        "{{I should never,}} she thought, {{have come.}}",
        # behind questions and exclamations
        "{{What if he knows?}} she thought. She ran.",
        "{{What a day!}} thought Mara, and sat.",
        "{{What if he knows?}} Mara asked herself.",
        # it goes on behind its tag
        "{{He knows,}} Mara realised. {{He has always known.}}",
        "{{Please let him be home,}} she thought. {{Please.}}",
        "{{Don't look down,}} he told himself. {{Don't look down.}}",
        "{{Well, well,}} thought the captain. {{Look who's here.}}",
        # other verbs and places of the tag
        "{{I should never have come,}} she thought.",
        "Then she thought, {{What now?}}",
        "{{That's odd,}} she noted.",
        "{{If only I could swim,}} she wished.",
        "{{Don't look down,}} he reminded himself as he climbed.",
        "{{So this is the end,}} the old man thought.",
    ],
)
def test_thoughts_in_every_form(story: str) -> None:
    check(story, *TOLD)


@pytest.mark.parametrize(
    "story",
    [
        # adverbs before a verb that has an object of its own
        "In the end, she decided against it.",
        "As a rule, he thought nothing of it.",
        "In the meantime, she resolved against telling him.",
        "Concerning the boat, he reasoned with her.",
        "A while later, she thought as if through wool.",
        # strokes and waves
        "It was him and/or her, 1/2/3 times, and she/he/they ran.",
        "She clicked on http://a.example/b/c/ and waited.",
        "~ Two weeks later ~",
        # what is no self
        "The coal came from a mine on the hill, and the new mine was deep.",
        "James I ruled there, and Charles I after him.",
        # dates
        "_3 May._ She had slept badly.",
        "*12 March 1802, at noon.*",
        # the teller's own word
        "As I have said, the boat was old.",
        "I am sorry to say that the boat sank.",
        "The reader may wonder what I mean by this.",
        "I need not say that she was pleased.",
    ],
)
def test_what_only_looks_like_a_thought(story: str) -> None:
    check(story, *TOLD)


def test_the_i_of_a_teller_who_turns_to_the_reader_is_no_thought() -> None:
    teller = "The reader knows the harbour. As I have said, it was small."
    check("She rubbed her hands. I never liked her hands.", teller, *TOLD)
    check("She rubbed her hands. {{I never liked my hands.}}", *TOLD)


def test_a_thought_between_quotations() -> None:
    check('[["Yes,"]] she said. {{I hate boats.}} [["I love boats."]]', *TOLD)
