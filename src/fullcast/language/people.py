"""Words that name people: titles, kinship, roles, pronouns, and their gender and age."""

from __future__ import annotations

MALE_TITLES = frozenset(
    """
    mr mister mistah mistuh master sir lord monsieur m herr signor señor senor don king prince
    duke count baron viscount earl emperor father brother uncle grandfather grandpa dad daddy papa
    friar abbot sheikh sultan
    """.split()
)
FEMALE_TITLES = frozenset(
    """
    mrs missis missus miss ms mistress madam madame mme mademoiselle mlle lady dame frau
    fräulein fraulein signora signorina señora senora doña dona queen princess duchess countess
    baroness empress mother sister aunt auntie aunty grandmother grandma granny mum mummy mom
    mommy mama nurse marchioness abbess
    """.split()
)
NEUTRAL_TITLES = frozenset(
    """
    dr doctor prof professor capt captain col colonel gen general maj major lt lieut lieutenant
    sgt sergeant corporal private admiral commodore commander inspector detective constable
    officer rev reverend judge justice squire hon saint st cousin comrade president secretary
    marquis minister senator governor mayor chief coach agent superintendent
    """.split()
)
TITLES = MALE_TITLES | FEMALE_TITLES | NEUTRAL_TITLES
"""Lower case, without full stop."""

SURNAME_TITLES = frozenset(
    """
    mr mister mrs miss ms monsieur m madame mme mademoiselle mlle herr frau signor signora
    signorina mistress dr doctor prof professor capt captain col colonel gen general maj major
    lieutenant lieut lt sergeant admiral commodore commander inspector detective constable officer
    rev reverend judge justice squire
    """.split()
)
"""Titles that go with a surname; the others ("Sir", "Aunt", "Prince") go with a first name too."""

RANK_TITLES = frozenset(
    "captain colonel general major lieutenant sergeant admiral commodore".split()
)

OFFICE_TITLES = RANK_TITLES | frozenset(
    """
    inspector detective constable professor doctor judge king queen prince princess duke duchess
    count countess baron baroness marquis mayor governor abbot friar
    """.split()
)
"""Titles that name somebody by themselves, in lower case too ("the colonel")."""

TITLE_SPELLINGS = {
    "mister": "mr", "mistah": "mr", "mistuh": "mr", "missis": "mrs", "missus": "mrs",
    "doctor": "dr", "prof": "professor", "capt": "captain", "col": "colonel", "gen": "general",
    "maj": "major", "lieut": "lieutenant", "lt": "lieutenant", "sgt": "sergeant",
    "reverend": "rev", "mme": "madame", "mlle": "mademoiselle", "saint": "st",
}  # fmt: skip
"""Other spellings of titles, dialect and abbreviations included."""

OFFICES = {noun: TITLE_SPELLINGS.get(noun, noun) for noun in sorted(OFFICE_TITLES)}
"""The title that whoever is described by an office bears: "the doctor" is Dr. Hale."""

GROWN_UP_TITLES = SURNAME_TITLES - {"miss"} | frozenset("sir lord lady madam".split())
"""Titles that no child bears."""

KIN_MALE = frozenset(
    """
    father dad daddy dada papa pa pop pops brother son uncle grandfather grandpa grandad granddad
    gramps nephew husband grandson stepfather bro
    """.split()
)
KIN_FEMALE = frozenset(
    """
    mother mum mummy mom mommy mama mamma momma ma sister daughter aunt auntie aunty grandmother
    grandma granny gran nana niece wife granddaughter stepmother sis
    """.split()
)

_SAME_KIN = (
    "father dad daddy dada papa pa pop pops",
    "mother mum mummy mom mommy mama mamma momma ma mam",
    "grandfather grandpa grandad granddad gramps",
    "grandmother grandma granny gran nana",
    "aunt auntie aunty",
    "brother bro",
    "sister sis",
)
KIN_NAMES = {word: frozenset(group.split()) for group in _SAME_KIN for word in group.split()}
"""What families call whoever a word of kinship describes: "my father" is "Dad"."""

MALE_NOUNS = KIN_MALE | frozenset(
    """
    man boy gentleman lad fellow guy chap bloke king prince duke lord wizard sorcerer priest monk
    butler footman waiter landlord sailor fisherman ferryman boatman policeman watchman doorman
    salesman nobleman workman foreman postman milkman coachman groom bridegroom widower bachelor
    schoolboy cowboy headmaster actor host youth knight squire monsieur youngster gent husband
    steward porter valet barman huntsman clergyman curate vicar rector abbot archdeacon blond
    giant
    """.split()
)
FEMALE_NOUNS = KIN_FEMALE | frozenset(
    """
    woman girl lady lass maid maiden queen princess duchess witch sorceress priestess nun hag
    waitress landlady actress hostess governess housekeeper seamstress widow bride schoolgirl
    headmistress spinster nurse mermaid empress heroine damsel chambermaid policewoman fisherwoman
    charwoman laundress brunette blonde crone matron
    """.split()
)
NEUTRAL_NOUNS = frozenset(
    """
    child kid baby toddler infant teenager teen stranger visitor guest servant driver guard
    officer soldier captain doctor teacher professor student pupil clerk cook chef baker farmer
    tailor smith miller judge lawyer attorney inspector detective constable sergeant
    general colonel major lieutenant friend cousin person voice speaker narrator thief robber
    pirate merchant keeper innkeeper shopkeeper bookseller librarian secretary manager boss chief
    leader author poet writer artist painter musician singer minister mayor president patient
    passenger pilot elf dwarf goblin ghost spirit creature robot android cat dog
    dragon wolf fox rabbit mouse owl bird twin twins neighbour neighbor companion
    messenger magician hunter beggar gardener mechanic operator attendant agent assistant
    proprietor parson caretaker orphan hermit prisoner jailer warden conductor announcer reporter
    dealer buyer seller mate partner lover
    """.split()
)
PERSON_NOUNS = MALE_NOUNS | FEMALE_NOUNS | NEUTRAL_NOUNS

CHILD_NOUNS = frozenset(
    """
    boy girl child kid baby toddler infant lad lass youngster schoolboy schoolgirl
    """.split()
)
OLD_WORDS = frozenset(
    """
    old elderly aged ancient grey-haired gray-haired white-haired grandfather grandmother grandpa
    grandma granny gramps hag crone
    """.split()
)
CHILD_WORDS = CHILD_NOUNS | frozenset("little young small tiny younger youngest".split())

MALE_PRONOUNS = frozenset("he him his himself".split())
FEMALE_PRONOUNS = frozenset("she her hers herself".split())

MALE_ADDRESS = frozenset(
    """
    sir mister lad sonny son boy gentleman gentlemen lord dad daddy dada papa father grandpa
    grandad granddad uncle brother bro mate fellow chap dude master
    """.split()
)
FEMALE_ADDRESS = frozenset(
    """
    madam ma'am maam miss lady ma mum mummy mom mommy mama mamma mother grandma granny gran nana
    auntie aunt sister sis lass girl ladies mistress missus
    """.split()
)
"""What one calls somebody to their face, and the gender it shows."""

GRANDPARENT_ADDRESS = frozenset(
    """
    grandad granddad grandpa granda grandda grandfather gramps grampa grandma granma grandmother
    grandmama grandpapa gran granny grannie nan nana nanny
    """.split()
)
"""What one calls a grandparent, hardly ever after childhood."""

PARENT_ADDRESS = KIN_MALE & frozenset("dad daddy dada papa pa pop father".split()) | (
    KIN_FEMALE & frozenset("mum mummy mom mommy mama mamma momma ma mother".split())
)

NOT_NAMES = frozenset(
    """
    i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas easter god
    heaven lord hell english french german italian spanish russian american british european
    scottish irish welsh dutch indian chinese japanese roman greek latin christian catholic jewish
    chapter part book volume prologue epilogue north south east west ok okay tv mr mrs ms dr oh ah
    o ye yes no well good dear dearest street road square lane avenue park hall house london paris
    england france italy germany america europe russia scotland ireland india jesus christ
    heavens left right forward back up down stop wait quick look listen hush careful sorry please
    thanks thank hello hi hey bye goodbye welcome congratulations what why where when who how
    nothing everything something nobody everybody somebody maybe perhaps honestly really exactly
    absolutely certainly sure fine great farewell eh hm hmm he she they we you it his her its
    their our my your this that these those there here then now
    messrs mesdames misses meanwhile moreover however nevertheless presently afterwards besides
    otherwise therefore thus hence
    yeah yep yup nope nah uh um er erm huh ugh ow ouch oops wow whoa yay aww haha shh
    sir madam ma'am
    """.split()
)
"""Capitalised words that are hardly ever a character's name."""

# Frequent English first names whose gender is clear; the evidence of the text always wins.
FEMALE_FIRST_NAMES = frozenset(
    """
    abigail ada adela adele agatha agnes alice alison amanda amelia amy angela anita ann anna anne
    annie audrey augusta ava barbara beatrice becky bella bertha bess bessie beth betsy betty
    bridget camilla carol caroline catherine cathy cecilia cecily celia charlotte chloe christina
    christine claire clara claudia cora cordelia daisy daphne deborah delia diana dolly dora doris
    dorothy edith edna eileen elaine eleanor elena elinor eliza elizabeth ella ellen elsie emily
    emma esther ethel eva eve eveline evelyn fanny fiona flora florence frances gemma georgiana
    gertrude ginny gloria grace greta gwen hannah harriet hattie hazel heather helen helena
    henrietta hester hilda ida ingrid irene iris isabel isabella isabelle ivy jane janet
    jean jemima jennifer jenny jessica jessie jill joan joanna josephine joy joyce judith judy
    julia juliet karen kate katharine katherine kathleen katie kitty laura lauren lavinia leah
    lena letitia lilian lillian lily linda lisa lizzie lizzy lois louisa louise lucia lucinda lucy
    luna lydia mabel madeleine madge maggie margaret maria marian marianne marie
    marion marjorie martha mary matilda maud maude may melissa mildred millicent millie milly
    miranda miriam molly monica muriel myra nancy naomi natalie nell nellie nelly nina nora norah
    olive olivia ophelia pamela patricia paula pauline pearl penelope penny phoebe phyllis
    polly priscilla prudence rachel rebecca rhoda rita rosa rosalind rosamond rose rosemary rosie
    rowena ruby ruth sadie sally samantha sandra sarah selina sibyl sybil sophia sophie stella
    susan susanna sylvia teresa tess theodora theresa ursula valerie vera veronica victoria viola
    violet virginia vivian wendy winifred zoe
    """.split()
)
MALE_FIRST_NAMES = frozenset(
    """
    aaron abraham adam adrian alan albert alec alexander alfred algernon allan allen
    ambrose andrew angus anthony archibald archie arnold arthur aubrey august augustus barnaby
    barney barry basil ben benedict benjamin bernard bert bertie bill billy bob bobby boris
    brian bruce caleb calvin carl cecil cedric charles charley charlie christian christopher
    clarence claude clifford clive colin conrad cornelius cuthbert cyril dan daniel david dean
    denis dennis derek dick dominic donald dorian douglas duncan edgar edmund edward edwin
    eli elijah eliot elliot eric ernest eugene evan ezra felix ferdinand francis frank fred
    freddie frederick gabriel geoffrey george gerald gilbert giles godfrey gordon graham gregory
    guy harold harry harvey hector henry herbert herman hiram horace howard hubert hugh hugo
    humphrey ian isaac ivan jack jacob jake james jason jasper jeff jeffrey jeremy jerome jerry
    jim jimmy joe joel john johnny jonathan joseph joshua julian julius justin keith kenneth kevin
    laurence lawrence leo leon leonard leopold leslie lewis lionel louis lucas luke malcolm
    marcus mark martin matthew maurice max maximilian michael mike miles montague moses nathan
    nathaniel ned neil neville nicholas nick nigel noah noel norman oliver oscar oswald owen
    patrick paul percival percy peter phil philip phillip ralph randolph raymond reginald
    reuben rex richard robert robin rodney roger roland ron ronald rory rufus rupert samuel sam
    sammy sebastian sidney silas simon solomon stanley stephen steve steven stuart
    sydney ted terence theodore thomas tim timothy toby tom tommy tony tristan valentine vernon
    victor vincent walter warren wilfred will william willie willy
    """.split()
)
