"""English given names and what their bearers are called for short."""

from __future__ import annotations

_NICKNAMES = """
    abigail: abby gail; albert: al bert bertie; alexander: alec sandy xander; alexandra:
    sandra sasha; alfred: alfie fred freddie; alice: allie; amelia: amy millie; andrew: andy
    drew; ann: annie nancy; anne: annie nancy; anthony: tony; archibald: archie; arthur:
    artie; augustus: gus; barbara: babs; barnaby: barney; beatrice: trixie; benjamin: benny;
    bernard: bernie; bridget: biddy bridie; caroline: carrie; catherine: cathy kate katie
    kit kitty; cecilia: celia cissy; charles: charley charlie chuck; charlotte: charlie
    lottie; christina: tina; christine: chrissie; christopher: kit topher; constance:
    connie; cornelius: neil; daniel: danny; david: dave davy; deborah: debbie; dominic:
    nick; dorothea: dolly dora dot thea; dorothy: dolly dora dot dottie; edmund: ed ned ted;
    edward: ed eddie ned ted teddy; eleanor: ella ellie nell nellie nora; elizabeth: bess
    bessie beth betsy betty elsie libby lily liz lizzie lizzy; emily: em emmy; emma: em
    emmy; ernest: ernie; eugene: gene; evelyn: evie; florence: florrie flossie; frances:
    fanny frankie; francis: frank frankie; frederick: freddie freddy rick; gabriel: gabe;
    gabriella: ella gabby; george: georgie; gerald: gerry jerry; gertrude: gertie trudy;
    gilbert: bert; gwendolen: wendy; harold: hal harry; harriet: harry hattie; helen: nell
    nellie; henrietta: etta hattie hetty; henry: hal hank harry; herbert: bert; hubert:
    bert; isabel: bella belle izzy; isabella: bella belle ella izzy; jacob: jake; james:
    jamie jem jim jimmy; jane: janey jenny; janet: jenny; jennifer: jenny; jeremiah: jerry;
    jeremy: jem jerry; jessica: jessie; john: jack johnny; jonathan: jonty nathan; joseph:
    joe joey; josephine: jo josie; judith: judy; julia: jules; katherine: kate kathy katie
    kit kitty; kathleen: kathy katie; kenneth: kenny; laurence: larry laurie; lawrence:
    larry laurie; leonard: len lenny; lillian: lily; lucinda: cindy lucy; madeleine: maddie;
    magdalen: maggie; margaret: daisy greta madge maggie maisie marge margie meg megan peg
    peggy rita; martha: mattie patty; martin: marty; mary: molly polly; matilda: mattie
    tilda tilly; michael: mick mickey mike; mildred: millie; millicent: millie; montague:
    monty; nathaniel: nate; nicholas: nick nicky; oliver: ollie; olivia: liv livvy; oswald:
    oz ozzie; patricia: patty tricia; patrick: paddy; penelope: penny; percival: percy;
    philip: pip; phillip: pip; priscilla: cilla prissy; prudence: prue; rebecca: becca beck
    becky; reginald: reggie rex; richard: dick dickie rick ricky; robert: bob bobby robbie
    robin; roderick: rick roddy; ronald: ronnie; rosalind: rosie roz; rosamond: rosie roz;
    rosemary: rosie; rudolph: rudy; samantha: sammy; samuel: sammy; sarah: sadie sally;
    stephen: steve steven; susan: sue susie suzy; susanna: sue susie;
    terence: terry; theodora: dora thea; theodore: ted teddy; theresa: terry
    tess tessa; thomas: tom tommy; timothy: timmy; tobias: toby; ursula: ursie; veronica:
    ronnie; victoria: tori vicky; vincent: vinnie; virginia: ginny; walter: wally;
    wilfred: fred; wilhelmina: billie mina minnie willa; william: bill billy liam willie
    wills; winifred: freda winnie; zachary: zack
"""
"""Those that are no beginning of the name, as "Alex" is of "Alexander"."""
_SHORT = {
    name: frozenset(short.split())
    for name, short in (entry.split(":") for entry in " ".join(_NICKNAMES.split()).split("; "))
}


def is_nickname(one: str, other: str) -> bool:
    """Whether one of two given names is a common nickname for the other, in whatever case."""
    a, b = one.lower(), other.lower()
    return a in _SHORT.get(b, ()) or b in _SHORT.get(a, ())
