"""An indicator as SQL that an analyst can read, change and run in the workbench.

The analysis file holds each population of an indicator as `grundlag_<population>`, with the
population's own columns, so the declared conditions stand here word for word. `definition`
counts as `kpis.evaluate(..., raw=True)` does: a row for each period (and member) in which
something was counted. It asks for nothing but built-in functions.
"""

from collections.abc import Callable, Mapping

from kpis import compile
from kpis.catalogue import indicator
from kpis.errors import unknown
from kpis.explain import title
from kpis.formulas import Formula, InUse, Median, Quotient, Share, Standardised, Sum, Survival
from kpis.model import Indicator
from kpis.standardise import UNKNOWN_LAST
from kpis.statistics import DAYS_A_MONTH

EVERY_ROW = "true"
SAME = 1e-9  # two shares that lie nearer are one: a product of fractions is rounded

# What the parts of a formula are called as columns of the rows behind a number.
PARTS = {
    "numerator": "taeller",
    "denominator": "naevner",
    "amount": "beloeb",
    "where": "medregnes",
    "days": "dage",
    "ended": "er_afsluttet",
    "category": "kategori",
}


def relation(population: str) -> str:
    """The name in the analysis file of a population."""
    return f"grundlag_{population}"


def definition(kpi_id: str, by: str = "") -> str:
    """The SQL that makes an indicator's numbers: periode, (medlem,) taeller, naevner, vaerdi.

    `by` is one of its breakdowns, '' for the total. `taeller` and `naevner` are NULL where the
    formula has none, `vaerdi` where nothing can be said. An unknown id or breakdown raises
    `UnknownName`.
    """
    kpi = indicator(kpi_id)
    if by not in ("", *kpi.breakdowns):
        raise unknown(f"breakdown of {kpi_id}", by, kpi.breakdowns)
    said = f"-- {_title(kpi_id)}" + (f", opdelt på {by}" if by else "")
    return f"{said}\n{counted(kpi.formula, relation(kpi.counted_over(by)), by)}\n"


def counted(formula: Formula, table: str, by: str = "") -> str:
    """The same for any formula over any relation that has `periode` and the columns it names."""
    keys = {"periode": "periode"} | ({"medlem": compile.member(by)} if by else {})
    return WRITTEN[type(formula)](formula, table, keys)


def population(kpi_id: str) -> str:
    """The rows behind an indicator in the newest period, and which part each plays in it."""
    kpi = indicator(kpi_id)
    table = relation(kpi.population)
    return (
        f"-- Grundlaget for {_title(kpi_id)} i den nyeste måned\n"
        f"select\n{_columns(_parts(kpi))},\n  *\nfrom {table}\n"
        f"where periode = (select max(periode) from {table})\n"
    )


def _title(kpi_id: str) -> str:
    """The Danish name; a number beside an indicator is called by its own id after it."""
    whole, _, beside = kpi_id.partition(".")
    return f"{title(whole)} ({beside})" if beside else title(whole)


def _parts(kpi: Indicator) -> dict[str, str]:
    """Conditions as columns; what is always so is left out, a NULL condition is not met."""
    conditions = kpi.formula.conditions()
    parts = {
        PARTS[role]: sql for role, sql in conditions.items() if role in PARTS and sql != EVERY_ROW
    }
    if isinstance(kpi.formula, Share):
        whole = conditions["denominator"]
        counted_in = sql_and(whole, conditions["numerator"])
        parts = {"taeller": _met(counted_in), "naevner": _met(whole)}
    return parts or {"medregnes": EVERY_ROW}


def _met(condition: str) -> str:
    return condition if condition == EVERY_ROW else f"coalesce({condition}, false)"


def sql_and(*conditions: str) -> str:
    """All of some conditions; one that always holds is not written."""
    told = [condition for condition in conditions if condition != EVERY_ROW]
    if len(told) < 2:
        return next(iter(told), EVERY_ROW)
    return " and ".join(
        f"({condition})" if " or " in condition else condition for condition in told
    )


def _filtered(aggregate: str, where: str) -> str:
    return aggregate if where == EVERY_ROW else f"{aggregate} filter (where {where})"


def _columns(columns: Mapping[str, str]) -> str:
    return ",\n".join(
        f"  {name}" if name == sql else f"  {sql} as {name}" for name, sql in columns.items()
    )


def _select(keys: Mapping[str, str], numbers: Mapping[str, str], table: str, having: str) -> str:
    """One grouped query; a group in which nothing was counted is none."""
    return "\n".join(
        [
            f"select\n{_columns({**keys, **numbers})}",
            f"from {table}",
            f"group by {', '.join(keys)}",
            *([f"having {having}"] if having else []),
            f"order by {', '.join(keys)}",
        ]
    )


def _any(where: str) -> str:
    """At least one row is looked at; without a condition a group has one."""
    return "" if where == EVERY_ROW else f"{_filtered('count(*)', where)} > 0"


def _share(formula: Share, table: str, keys: Mapping[str, str]) -> str:
    both = sql_and(formula.denominator, formula.numerator)
    numbers = {
        "taeller": _filtered("count(*)", both),
        "naevner": _filtered("count(*)", formula.denominator),
        "vaerdi": "taeller / naevner",
    }
    return _select(keys, numbers, table, _any(formula.denominator))


def _total(amount: str, where: str) -> str:
    """Money is a decimal in the file; a number is a double, and 0 where nothing is added."""
    if amount == "1":
        return _filtered("count(*)", where)
    return f"coalesce({_filtered(f'sum({amount})', where)}, 0)::double"


def _sum(formula: Sum, table: str, keys: Mapping[str, str]) -> str:
    numbers = {
        "taeller": _total(formula.amount, formula.where),
        "naevner": "null::double",
        "vaerdi": "taeller",
    }
    return _select(keys, numbers, table, "")


def _quotient(formula: Quotient, table: str, keys: Mapping[str, str]) -> str:
    numbers = {
        "taeller": _total(formula.numerator, formula.where),
        "naevner": _total(formula.denominator, formula.where),
        "vaerdi": "taeller / nullif(naevner, 0)",
    }
    return _select(keys, numbers, table, _any(formula.where))


def _median(formula: Median, table: str, keys: Mapping[str, str]) -> str:
    numbers = {
        "taeller": "null::double",
        "naevner": "null::double",
        "vaerdi": _filtered(f"median({formula.amount})", formula.where),
    }
    return _select(keys, numbers, table, _any(formula.where))


def _in_use(formula: InUse, table: str, keys: Mapping[str, str]) -> str:
    sizes = _grouped(keys, {"kategori": formula.category}, {"raekker": "count(*)"}, table)
    used = f"kategori is not null and raekker >= {formula.smallest}"
    numbers = {
        "taeller": f"count(*) filter (where {used})",
        "naevner": "null::double",
        "vaerdi": "taeller",
    }
    return (
        f"with kategorier as (\n{_indented(_where(sizes, formula.where))}\n)\n"
        f"{_select(_themselves(keys), numbers, 'kategorier', '')}"
    )


def _survival(formula: Survival, table: str, keys: Mapping[str, str]) -> str:
    """Kaplan-Meier: the share that outlasts each length, and the first that half does not."""
    over = f"partition by {', '.join(keys)}"
    ended = f"coalesce({formula.ended}, false)"
    lengths = _grouped(
        keys,
        {"dage": formula.days},
        {"afsluttet": f"count(*) filter (where {ended})", "forloeb": "count(*)"},
        table,
    )
    numbers = {
        "taeller": "null::double",
        "naevner": "null::double",
        "vaerdi": f"min(dage) filter (where andel_tilbage <= 0.5 + {SAME}) / {DAYS_A_MONTH}",
    }
    return f"""with laengder as (
{_indented(_where(lengths, formula.where))}
),
-- Et forløb, der er åbent ved en længde, kunne være afsluttet ved den.
i_gang as (
  select *, sum(forloeb) over ({over} order by dage desc) as kunne_afsluttes
  from laengder
),
kurve as (
  select *, product(1 - afsluttet / kunne_afsluttes) over ({over} order by dage) as andel_tilbage
  from i_gang
)
{_select(_themselves(keys), numbers, "kurve", "")}"""


def _standardised(formula: Standardised, table: str, keys: Mapping[str, str]) -> str:
    """Strata in order of need, small ones joined to the next, the last to the one before."""
    numbers = {
        "taeller": "null::double",
        "naevner": "null::double",
        "vaerdi": "sum(vaegt * beloeb / tid) filter (where tid > 0)"
        " / nullif(sum(vaegt) filter (where tid > 0), 0)",
    }
    return (
        f"with recursive strata as (\n{_indented(_strata(formula, table, keys))}\n),\n"
        f"{_joined_strata(', '.join(keys), formula.smallest)}\n"
        f"{_select(_themselves(keys), numbers, 'samlet', 'sum(raekker) > 0')}"
    )


def _strata(formula: Standardised, table: str, keys: Mapping[str, str]) -> str:
    """Amount, time and weight of each; `raekker` are those with somebody in them now."""
    level = f"coalesce({formula.rank}, {UNKNOWN_LAST})"
    numbers = {
        "beloeb": f"sum({formula.amount})::double",
        "tid": f"sum({formula.time})::double",
        "vaegt": f"max({formula.weight})::double",
        "raekker": f"count(*) filter (where {formula.time} > 0)",
    }
    strata = _grouped(keys, {"gruppe": formula.group, "behov": level}, numbers, table)
    return _where(strata, formula.where)


def _joined_strata(keys: str, smallest: float) -> str:
    """`i_alt` is the time gathered so far; a layer is whole once there is enough of it."""
    return f"""ordnet as (
  select *, row_number() over (partition by {keys}, gruppe order by behov) as nr
  from strata
),
-- Et stratum med for lidt tid lægges sammen med det næste ...
lagt as (
  select *, 0 as lag, tid as i_alt
  from ordnet
  where nr = 1
  union all
  select
    o.*,
    f.lag + if(f.i_alt >= {smallest}, 1, 0),
    o.tid + if(f.i_alt >= {smallest}, 0, f.i_alt)
  from ordnet as o
  join (select *, nr + 1 as naeste from lagt) as f
    on {_equal(keys)} and o.gruppe = f.gruppe and o.nr = f.naeste
),
-- ... og det sidste med det før.
talt as (
  select *, count(*) filter (where i_alt >= {smallest}) over (partition by {keys}, gruppe) as hele
  from lagt
),
samlet as (
  select
    {keys},
    sum(beloeb) as beloeb,
    sum(tid) as tid,
    sum(vaegt) as vaegt,
    sum(raekker) as raekker
  from talt
  group by {keys}, gruppe, least(lag, greatest(hele - 1, 0))
)"""


def _equal(keys: str) -> str:
    return " and ".join(f"o.{name} = f.{name}" for name in keys.split(", "))


def _grouped(
    keys: Mapping[str, str], also: Mapping[str, str], numbers: Mapping[str, str], table: str
) -> str:
    return f"select\n{_columns({**keys, **also, **numbers})}\nfrom {table}"


def _where(select: str, where: str) -> str:
    kept = "" if where == EVERY_ROW else f"\nwhere {where}"
    return f"{select}{kept}\ngroup by all"


def _themselves(keys: Mapping[str, str]) -> dict[str, str]:
    return {name: name for name in keys}


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


WRITTEN: Mapping[type, Callable[..., str]] = {
    Share: _share,
    Sum: _sum,
    Quotient: _quotient,
    Median: _median,
    InUse: _in_use,
    Survival: _survival,
    Standardised: _standardised,
}
