"""What short forms stand for: records on the edges of a list, a matrix of stances."""


def test_an_edge_holds_the_records_of_its_link(world_data):
    found = world_data("""{ state(iso3: "NZL") { takesPartIn { edges {
      node { ... on Node { id } } records { id role { label } currentStatus } } }
      participations(first: 1000) { nodes { id inArrangement { ... on Node { id } } } } } }""")
    edges = found["state"]["takesPartIn"]["edges"]
    ukusa = {
        "id": "pty-ukusa-1946-nzl",
        "role": {"label": "second party (signals intelligence)"},
        "currentStatus": "PRESUMED",
    }
    assert {"node": {"id": "agreement-ukusa-1946"}, "records": [ukusa]} in edges
    of = {}
    for each in found["state"]["participations"]["nodes"]:
        of.setdefault(each["inArrangement"]["id"], set()).add(each["id"])
    assert len(edges) >= 5
    for edge in edges:
        assert {each["id"] for each in edge["records"]} == of[edge["node"]["id"]]


def test_records_of_an_edge_are_filtered_and_told_by_type(world_data):
    found = world_data("""{ organisation(id: "agency-pol-uop") { succeededBy { edges {
      node { id } all: records { __typename edtf results { nodes { id } } }
      none: records(where: {disputed: {eq: true}}) { id } } } } }""")
    split = {
        "__typename": "OrganisationChange",
        "edtf": "[2002-05-24,2002-06-29]",
        "results": {"nodes": [{"id": "agency-pol-abw"}, {"id": "agency-pol-aw"}]},
    }
    edges = found["organisation"]["succeededBy"]["edges"]
    assert {each["node"]["id"] for each in edges} == {"agency-pol-abw", "agency-pol-aw"}
    for each in edges:
        each["all"][0]["results"]["nodes"].sort(key=lambda node: node["id"])
        assert (each["all"], each["none"]) == ([split], [])


MATRIX = """propositions { id } rows { holder { id label } cells {
  proposition { id } positions { id stance from until } } }"""


def told(matrix):
    """A matrix as a table of positions by holder and proposition."""
    return {
        (row["holder"]["id"], cell["proposition"]["id"]): [each["id"] for each in cell["positions"]]
        for row in matrix["rows"]
        for cell in row["cells"]
    }


def test_a_matrix_tells_who_held_what_through_time(world_data):
    found = world_data(f"""{{ episode(id: "epi-colombia-2025") {{
      stanceMatrix {{ {MATRIX} }} propositions(first: 100) {{ nodes {{ id
        positions(first: 100) {{ nodes {{ id holder {{ id }} }} }} }} }} }} }}""")
    matrix = found["episode"]["stanceMatrix"]
    claims = found["episode"]["propositions"]["nodes"]
    assert [each["id"] for each in matrix["propositions"]] == [each["id"] for each in claims]
    held = {}
    for claim in claims:
        for each in claim["positions"]["nodes"]:
            held.setdefault((each["holder"]["id"], claim["id"]), []).append(each["id"])
    assert told(matrix) == held
    cells = [cell for row in matrix["rows"] for cell in row["cells"]]
    assert any(len(each["positions"]) > 1 for each in cells)
    days = [[each["from"] for each in cell["positions"]] for cell in cells]
    assert all(each == sorted(each) for each in days)
    first = [min(cell["positions"][0]["from"] for cell in row["cells"]) for row in matrix["rows"]]
    assert first == sorted(first)


def test_a_matrix_is_that_of_a_day_as_far_as_known(world_data):
    found = world_data("""query($day: Date!) { episode(id: "epi-colombia-2025") {
      then: stanceMatrix(asOf: $day) { ...Rows } known: stanceMatrix(knownAt: $day) { ...Rows }
      denied: stanceMatrix(where: {effect: {eq: OPPOSES}}) { ...Rows } } }
      fragment Rows on StanceMatrix { rows { holder { id } cells { proposition { id }
        positions { id effect from until firstReported } } } }""", day="2025-11-12")  # fmt: skip
    positions = {
        name: [
            each for row in matrix["rows"] for cell in row["cells"] for each in cell["positions"]
        ]
        for name, matrix in found["episode"].items()
    }
    assert all(positions.values())
    for each in positions["then"]:
        assert each["from"] <= "2025-11-12" <= (each["until"] or "9999")
    assert {each["firstReported"] <= "2025-11-12" for each in positions["known"]} == {True}
    assert {each["effect"] for each in positions["denied"]} == {"OPPOSES"}


def test_the_matrix_of_a_proposition_has_one_column(world_data):
    found = world_data(f"""{{ proposition(id: "prop-isr-reduce") {{
      stanceMatrix {{ __typename {MATRIX} }} }} }}""")
    matrix = found["proposition"]["stanceMatrix"]
    assert matrix["__typename"] == "StanceMatrix"
    assert matrix["propositions"] == [{"id": "prop-isr-reduce"}]
    assert {claim for _, claim in told(matrix)} == {"prop-isr-reduce"}
    assert {row["holder"]["label"] for row in matrix["rows"]} >= {"Israel"}
