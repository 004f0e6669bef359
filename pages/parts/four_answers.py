"""Four answers about a number, each a small card: shape, word, and one line why.

Nothing adds them up. The shape and the word carry the meaning; the tint repeats it.
"""

import kpis
from kpis.model import Course
from pages.parts import figures, finding, sentences, swings
from pages.parts.markup import SHAPE_OF, items, safe
from pages.parts.texts import text

TONES = {
    "improvement": "good",
    "concern": "bad",
    "pass": "good",
    "fail": "bad",
    "inconsistent": "mixed",
    "on_course": "good",
    "act": "bad",
    "watch": "mixed",
    "trusted": "good",
    "doubted": "mixed",
}


def cards(told: kpis.Answers, judged: kpis.Series) -> str:
    """The four cards in their fixed order."""
    rows = (
        _card(answer, told, why)
        for answer, why in zip(told.each(), whys(told, judged), strict=True)
    )
    heading = safe(text("signals.question.heading"))
    return f'<section class="answers"><h2>{heading}</h2>{items(rows, "grid four")}</section>'


def whys(told: kpis.Answers, judged: kpis.Series) -> tuple[str, str, str, str]:
    """The line behind each answer."""
    return _course(told), _variation(told, judged), _assurance(told), _trust(told)


def _card(answer: kpis.Answer, told: kpis.Answers, why: str) -> str:
    shape = SHAPE_OF.format(css=safe(answer.shape_key))
    question = safe(text(f"signals.question.{answer.question}"))
    return (
        f'<li class="answer {tone(answer)}"><h3>{question}</h3>'
        f'<p class="word">{shape}{safe(word(answer, told))}</p><p class="dim">{safe(why)}</p></li>'
    )


def tone(answer: kpis.Answer) -> str:
    """good, bad, mixed or plain."""
    code = answer.code.removesuffix("_high").removesuffix("_low")
    return TONES.get(code, "plain")


def word(answer: kpis.Answer, told: kpis.Answers) -> str:
    """The answer's word; a number that is only new has a milder one."""
    only = [doubt.code for doubt in told.trust]
    if answer.question == "trust" and only == [kpis.DoubtCode.PRELIMINARY]:
        return text("signals.trust.preliminary")
    return text(answer.word_key)


def _course(told: kpis.Answers) -> str:
    result, target = told.result, told.target
    if told.course is not Course.NOT_JUDGED:
        words = sentences.target_words(target)
        gap = sentences.distance_words(result, target)
        return text("signals.why.course", gap=gap, target=words)
    if result.value is None:
        return sentences.reason(result)
    if not figures.is_whole(result.kpi, result.period):
        return text("ui.target.not_whole")
    is_told = bool(sentences.target_words(target))
    return text("ui.target.too_few") if is_told else sentences.target_sentence(result.kpi, target)


def _variation(told: kpis.Answers, judged: kpis.Series) -> str:
    if told.result.value is None:
        return text("signals.why.refused", reason=text("signals.reason.no_value"))
    if told.variation is kpis.Variation.REFUSED:
        return text("signals.why.refused", reason=text(f"signals.reason.{told.reason}"))
    last = swings.swings(judged).get(len(judged.results) - 1)
    if last is not None and told.side is not None:
        return swings.sign(last)
    return text(f"signals.why.{told.variation}")


def _assurance(told: kpis.Answers) -> str:
    if told.assurance is not kpis.Assurance.NONE:
        return text(f"signals.why.{told.assurance}")
    has_target = bool(sentences.target_words(told.target))
    return text(f"signals.why.{'no_limits' if has_target else 'no_target'}")


def _trust(told: kpis.Answers) -> str:
    return " ".join(finding.doubts(told)) or text("signals.why.trusted")
