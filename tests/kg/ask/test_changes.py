"""Facts with the events that began, changed or ended them."""

from kg.ask import describe
from tests.kg.ask.test_describe import CONTRACT, labels, run, small


def test_a_fact_tells_what_began_it_and_who_acted_for_its_party():
    select = small(
        """
        avd:evt-x a av:PartyAct , av:Event ; av:label "Signature" ;
          av:arrangement avd:agreement-x ; av:actor avd:state-a ;
          av:actionType avc:action-sign ; av:representative avd:person-b ;
          av:possibleFrom "2012-06-27"^^xsd:date ; av:possibleUntil "2012-06-27"^^xsd:date .
        avd:evt-y a av:Event ; av:label "Force" ; av:affectsFact avd:pty-x-a ;
          av:actionType avc:action-enter-into-force ; av:possibleUntil "2013-01-31"^^xsd:date .
        avd:pty-x-a a av:PartyStatus , av:Participation , av:StructuralFact ; av:label "pty-x-a" ;
          av:participant avd:state-a ; av:inArrangement avd:agreement-x .
        avc:action-sign av:label "sign" ; skos:prefLabel "sign"@en , "signer"@fr .
        avc:action-enter-into-force av:label "enter into force" .
        avd:state-a a av:State ; av:label "A" .
        avd:person-b a av:Person ; av:label "B" .
        avd:agreement-x a av:Agreement ; av:label "X" .
        """
    )
    (parties,) = run(describe.thing(select, CONTRACT, "agreement-x")).facts
    changes = parties.listing.items[0].changes
    assert [(each.action, each.first, each.last, labels(each.by)) for each in changes] == [
        ("sign", "2012-06-27", "2012-06-27", ["B"]),
        ("enter into force", "", "2013-01-31", []),
    ]
