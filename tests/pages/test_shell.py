"""The shell around Streamlit's server: language, headers, packed and kept files, calm answers."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.parts import registry, shell, shell_document, shell_files
from pages.parts.texts import all_texts
from tests.pages import asgi

PAGES = [f"/{page.address}" for page in registry.PAGES]


def streamlit(request):
    """Stands where Streamlit does, and says what it was asked for."""
    return PlainTextResponse(f"Streamlit: {request.url.path}")


@pytest.fixture
def visit():
    """Asks the shell for an address; without packing unless it is asked for."""

    def ask(path, method="GET", base="", **headers):
        around = shell.middleware(base=base)
        routes = [Route("/{path:path}", streamlit, methods=["GET", "POST"])]
        app = Starlette(routes=routes, middleware=around)
        asked = {"accept-encoding": "identity"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        return asgi.ask(app, path, method, asked)

    return ask


def is_streamlits(answer):
    return answer.text.startswith("Streamlit: ")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_a_danish_document(visit, page):
    answer = visit(page)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.count('<html lang="da">') == 1
    assert "<title>Strategi i tal</title>" in answer.text


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "da"), ("?sprog=da", "da"), ("?sprog=en", "en"), ("?sprog=xx", "da")],
)
def test_the_address_says_which_language(visit, query, language):
    document = visit(f"/tema{query}").text
    assert f'<html lang="{language}">' in document
    assert f"./shell/browser-{language}." in document


def test_what_streamlit_says_in_english_is_gone_from_the_document(visit):
    document = visit("/").text
    for words in ("You need to enable JavaScript", ">Streamlit<", "agent", "SourceSans"):
        assert words not in document
    assert "Slå JavaScript til" in document


def test_our_script_comes_before_streamlits_and_our_look_after_its(visit):
    document = visit("/").text
    assert document.index("./shell/browser-da.") < document.index("./static/js/index.")
    assert document.index("./static/css/index.") < document.index("./shell/look.")
    assert document.index('<div id="root">') < document.index("./shell/look.")


def test_only_a_page_that_draws_fetches_the_chart_library_at_once(visit):
    assert (
        'rel="modulepreload" crossorigin href="./static/js/PlotlyChart.' in visit("/noegletal").text
    )
    assert "PlotlyChart" not in visit("/").text


def test_every_address_in_a_document_is_on_the_same_server(visit):
    found = re.findall(r'(?:src|href)="([^"]*)"', visit("/noegletal").text)
    assert found
    assert [address for address in found if not address.startswith("./")] == []


@pytest.mark.parametrize("path", ["/", "/findes-ikke", "/static/js/x.js", "/_stcore/health"])
def test_every_answer_carries_the_headers_of_every_answer(visit, path):
    headers = visit(path).headers
    assert {name: headers[name.lower()] for name in shell.EVERYWHERE} == shell.EVERYWHERE


def test_the_policy_lets_nothing_in_from_elsewhere_and_nobody_frame_us(visit):
    policy = dict(
        part.split(" ", 1) for part in visit("/").headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]
    assert "http" not in " ".join(policy.values())


def test_a_script_inside_the_document_is_allowed_by_its_content(visit):
    answer = visit("/")
    (inside,) = shell_document.INLINE.findall(answer.text)
    assert f"'sha256-{shell_document._sha256(inside)}'" in answer.headers["content-security-policy"]
    assert "sha256" not in shell_document.policy("<html></html>")


def test_a_document_is_asked_for_anew_and_a_file_with_a_fingerprint_kept(visit):
    document = visit("/")
    assert document.headers["cache-control"] == "no-cache"
    for address in re.findall(r"\./(shell/[^\"]+)", document.text):
        answer = visit(f"/{address}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == shell.FOREVER


def test_fonts_are_kept_for_a_day(visit):
    assert visit("/app/static/fonts/x.woff2").headers["cache-control"] == shell.A_DAY


def test_streamlits_files_are_packed_for_those_who_can_unpack(visit):
    path = shell_files.address_of("index")
    raw = Path(shell_files.home(), path[1:]).read_bytes()
    packed = visit(path, accept_encoding="gzip, deflate, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert packed.headers["cache-control"] == shell.FOREVER
    assert packed.content == raw
    assert int(packed.headers["content-length"]) < len(raw) / 2
    assert gzip.decompress(shell_files.packed(path)) == raw


@pytest.mark.parametrize("offered", ["identity", "br", "gzip;q=0", "deflate, gzip; q=0.0"])
def test_who_cannot_unpack_gets_the_file_from_streamlit(visit, offered):
    answer = visit(shell_files.address_of("index"), accept_encoding=offered)
    assert is_streamlits(answer)
    assert "content-encoding" not in answer.headers


def test_a_file_outside_streamlits_folder_is_never_sent(visit):
    for path in ("/static/../../../../etc/passwd", "/static/js/%2e%2e/%2e%2e/index.html"):
        answer = visit(path, accept_encoding="gzip")
        assert is_streamlits(answer) or answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *("/_stcore/health", "/noegletal/_stcore/health", "/media/a.png", "/component/x/y"),
        *("/static/media/font.woff2", "/app/static/mark.svg", "/tema/"),
    ],
)
def test_what_is_streamlits_is_answered_by_streamlit(visit, path):
    assert is_streamlits(visit(path))


def test_what_is_sent_to_us_is_answered_by_streamlit(visit):
    assert is_streamlits(visit("/tema", method="POST"))


@pytest.mark.parametrize("path", ["/findes-ikke", "/pages/b", "/a/b/c", "/statics", "/robots.txt"])
def test_an_unknown_address_is_answered_calmly(visit, path):
    answer = visit(path)
    assert answer.status_code == 404
    assert "<h1>Siden findes ikke</h1>" in answer.text
    assert '<html lang="da">' in answer.text
    (front,) = re.findall(r'<a href="([^"]*)"', answer.text)
    assert answer.leads_to(front) == "/"


def test_the_front_page_by_its_name_leads_to_the_front_page(visit):
    answer = visit("/overblik?periode=2026-01")
    assert answer.status_code == 307
    assert answer.leads_to(answer.headers["location"]) == "/?periode=2026-01"


def test_below_a_path_of_its_own_the_shell_finds_its_pages(visit):
    assert '<html lang="da">' in visit("/strategi/tema", base="/strategi/").text
    assert is_streamlits(visit("/strategi/_stcore/health", base="strategi"))
    assert visit("/strategi/nej", base="strategi").status_code == 404


def test_the_script_knows_danish_words_and_english_keeps_streamlits():
    danish = shell_files.browser_script("da").decode()
    assert '"Skip to main content": "Gå til indhold"' in danish
    assert '"locale": "da-DK"' in danish
    english = shell_files.browser_script("en").decode()
    assert '"words": {}' in english
    assert '"locale": "en-GB"' in english


def test_every_word_for_streamlits_is_one_of_our_texts():
    words = shell_files.streamlits_words()
    assert len(words) > 30
    assert set(words.values()) <= set(all_texts().values())


def test_a_small_message_leaves_at_once():
    """Streamlit opens its port so that asyncio does not see to it."""
    set_to = []

    class Socket:
        family = shell.AF_INET

        def setsockopt(self, *option):
            set_to.append(option)

    class Connection:
        def get_extra_info(self, name):
            return Socket() if name == "socket" else None

    class Server:
        transport = Connection()

        async def receive(self):
            return {}

    shell._send_at_once(Server().receive)
    assert set_to == [(shell.IPPROTO_TCP, shell.TCP_NODELAY, 1)]


def test_a_server_that_hides_its_connection_is_served_all_the_same():
    async def receive():
        return {}

    shell._send_at_once(receive)


EDITOR = next(path for path in shell_files.streamlits() if shell_files.EDITOR in path)


def test_the_sql_editor_is_one_packed_file_kept_for_good(visit):
    answer = visit(EDITOR, accept_encoding="gzip")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == shell.FOREVER
    assert answer.headers["content-encoding"] == "gzip"
    assert b"cm-content" in answer.content or b"cm-content" in gzip.decompress(answer.content)


def test_the_policy_lets_no_script_in_that_a_page_made(visit):
    (scripts,) = [
        part
        for part in visit("/analyse").headers["content-security-policy"].split("; ")
        if part.startswith("script-src")
    ]
    assert not {"blob:", "data:", "'unsafe-inline'", "'unsafe-eval'"} & set(scripts.split())


def test_streamlit_serves_the_editor_under_the_address_we_pack():
    """The installed Streamlit's own names for a component and its script."""
    from streamlit.components.v2.component_manager import BidiComponentManager
    from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

    package, component = shell_files.EDITOR.split(".")
    manager = BidiComponentManager()
    config = ComponentConfig(component, str(shell_files.EDITOR_FOLDER))
    manager.register_from_manifest(ComponentManifest(package, "1", [config]), shell_files.ROOT)
    its = manager.build_definition_with_validation(
        component_key=shell_files.EDITOR, html=None, css=None, js="codemirror.*.js"
    )
    assert EDITOR.endswith(f"/_stcore/bidi-components/{shell_files.EDITOR}/{its.js_url}")
