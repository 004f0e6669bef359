"""When the target is met at the present pace: a forecast with its interval, or why there is none.

Most indicators are refused by a look at their history. Only where one must be computed there is
a button first, because the statistics take seconds to load.
"""

import kpis
from pages.parts import figures, finding, widgets
from pages.parts.indicator import View
from pages.parts.markup import card, safe
from pages.parts.texts import text


def show(shown: View, above: str) -> str:
    """The forecast of the chosen indicator, from its months up to the chosen period.

    It is added to the markup that stands above. Where a button must ask first, that is sent
    before the button, and nothing is left to be sent.
    """
    kpi, month = shown.choice.kpi, f"{kpis.period(shown.choice.period).last:%Y-%m}"
    results, target = figures.until(kpi, month), figures.answered(month)[kpi].target
    heading = f'<h2 class="first">{safe(text("noegletal.outlook.heading"))}</h2>'
    refused = figures.forecast(results, target)
    if refused:
        return above + card(heading + _words(refused))
    widgets.html(above)
    with widgets.card("outlook"):
        widgets.html(heading)
        widgets.on_demand(
            f"forecast-{kpi}-{month}",
            text("noegletal.outlook.ask"),
            lambda: widgets.html(_words(figures.forecast_computed(results, target))),
        )
    return ""


def _words(its: "kpis.Forecast | kpis.NoForecast") -> str:
    told = f"<p>{safe(finding.forecast(its))}</p>"
    if isinstance(its, kpis.NoForecast):
        return told
    return f'{told}<p class="dim">{safe(text("noegletal.outlook.caution"))}</p>'
