"""KL's hard reports, and what a warehouse holds after them."""

from tests.unit.loading import FFB, ask

PROFILE = "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-"
FFB_SYSTEM = "urn:oid:1.2.208.176.2.22"


def tricky(name):
    [path] = (FFB / "valid_tricky").glob(f"{name}_*.json")
    return path


def content(folder):
    """The state that holds now, without the clocks."""
    return {
        table: ask(
            folder,
            f"select * exclude (version_no, known_at, known_date) from core.{table} order by 1",
        )
        for (table,) in ask(
            folder,
            "select table_name from information_schema.tables "
            "where table_schema = 'core' and table_type = 'VIEW'",
        )
    }


def counts(folder):
    return {table: len(rows) for table, rows in content(folder).items()}


def keep(report, *identifiers):
    """Only the resources whose ids begin so, and the citizen."""
    report["entry"] = [
        entry
        for entry in report["entry"]
        if entry["resource"]["resourceType"] == "Patient"
        or entry["resource"]["id"].startswith(identifiers)
    ]


def coded(code, system=FFB_SYSTEM):
    return {"coding": [{"code": code, "system": system}]}
