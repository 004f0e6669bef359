// What Streamlit cannot be told: the page is Danish, its own words too, and our
// links change the view without loading the whole dashboard again.
(() => {
  if (window.strategiITal) return;
  window.strategiITal = true;
  document.documentElement.lang = "da";

  const WORDS = {
    "Expand sidebar": "Vis menu", "Collapse sidebar": "Skjul menu",
    "Skip to main content": "Gå til indhold", "Main menu": "Menu", "App pages": "Sider",
    "Navigate to home page": "Gå til forsiden", "Print": "Udskriv",
    "Record screen": "Optag skærm", "Page not found": "Siden findes ikke",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Vi kunne ikke finde siden og viser forsiden i stedet.",
    "Choose an option": "Vælg", "Choose options": "Vælg", "No results": "Ingen resultater",
    "Open": "Åbn", "Close": "Luk", "Clear all": "Ryd alt", "Search": "Søg",
    "Fullscreen": "Fuld skærm", "Close fullscreen": "Luk fuld skærm",
    "Download as CSV": "Hent som CSV", "Download as PNG": "Hent som billede",
    "Show/hide columns": "Vis eller skjul kolonner", "Copy to clipboard": "Kopiér",
    "Copied": "Kopieret", "Link to heading": "Link til overskrift",
    "Connecting": "Forbinder", "Running...": "Henter …", "Stop": "Stop",
    "Connection error": "Ingen forbindelse", "View more": "Vis mere",
    "Sort ascending": "Sortér stigende", "Sort descending": "Sortér faldende",
    "Autosize": "Tilpas bredde", "Pin column": "Fastgør kolonne", "Hide column": "Skjul kolonne",
    "Format": "Format", "Statistics": "Statistik",
  };
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];

  const translated = (words) => {
    const trimmed = words.trim();
    if (WORDS[trimmed]) return words.replace(trimmed, WORDS[trimmed]);
    return words;
  };
  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value && translated(value) !== value) element.setAttribute(name, translated(value));
    }
  };
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const ours = node.parentElement && node.parentElement.closest(".sit, pre, code");
      const words = translated(node.nodeValue);
      if (!ours && words !== node.nodeValue) node.nodeValue = words;
    } else if (node.nodeType === Node.ELEMENT_NODE && !/^(SCRIPT|STYLE|CANVAS)$/.test(node.tagName)) {
      translateAttributes(node);
      node.childNodes.forEach(translate);
    }
  };
  translate(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translateAttributes(change.target);
      else if (change.type === "characterData") translate(change.target);
      else change.addedNodes.forEach(translate);
    }
  }).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ATTRIBUTES,
  });

  // The tab and the history say which dashboard, not only which page.
  const NAME = " – Strategi i tal";
  const nameTab = () => {
    if (!document.title.endsWith(NAME)) document.title += NAME;
  };
  nameTab();
  new MutationObserver(nameTab).observe(document.querySelector("title"), {
    childList: true, characterData: true, subtree: true,
  });

  // A screen reader hears the new heading when a link has changed the view.
  const heard = document.createElement("div");
  heard.setAttribute("role", "status");
  heard.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  document.body.append(heard);
  const announce = (before, triesLeft = 30) => {
    const heading = document.querySelector(".sit h1");
    if (heading && heading.textContent !== before) heard.textContent = heading.textContent;
    else if (triesLeft > 0) setTimeout(() => announce(before, triesLeft - 1), 100);
  };

  // A plain click on one of our links: tell Streamlit's own router, as the back button does.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".sit a[href]");
    const plain = !event.defaultPrevented && event.button === 0 &&
      !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || link.origin !== location.origin || link.target === "_blank") return;
    event.preventDefault();
    announce(document.querySelector(".sit h1")?.textContent);
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector("[data-testid=stMain]");
    if (main) main.scrollTo(0, 0);
    scrollToPart();
  });

  // An address may name a part of the page, which is drawn only a moment later.
  const scrollToPart = (triesLeft = 30) => {
    const id = decodeURIComponent(location.hash.slice(1));
    const part = id && document.getElementById(id);
    const isIdle = document.querySelector("[data-test-script-state=notRunning]");
    if (part && isIdle) part.scrollIntoView();
    else if (id && triesLeft > 0) setTimeout(() => scrollToPart(triesLeft - 1), 100);
  };
  scrollToPart();
})();
