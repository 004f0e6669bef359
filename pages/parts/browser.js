// What Streamlit cannot be told: its own words in the reader's language, numbers and
// dates as the reader writes them, and links of ours that change the view without loading
// the whole dashboard again. The server puts `window.strategiITal` in front of this file.
(() => {
  const { words: WORDS, locale, name, copied, chart } = window.strategiITal;

  // Streamlit writes numbers, dates and calendars as the browser's language does.
  for (const [property, value] of [["language", locale], ["languages", [locale, locale.slice(0, 2)]]]) {
    Object.defineProperty(navigator, property, { get: () => value });
  }

  // Streamlit keeps a reader's choice of light or dark for one address; ours holds for all.
  const OURS = "strategi-i-tal-appearance", STREAMLITS = `stActiveTheme-${location.pathname}-v2`;
  try {
    if (localStorage.getItem(OURS)) localStorage.setItem(STREAMLITS, localStorage.getItem(OURS));
    document.addEventListener("visibilitychange", () => {
      const chosen = localStorage.getItem(STREAMLITS);
      if (chosen) localStorage.setItem(OURS, chosen);
    });
  } catch { /* a browser that keeps nothing: the system's choice holds */ }

  // A run is told in some twenty messages, and Streamlit draws the whole page at each that comes by
  // itself. So those of one run are handed over together, in their order; none waits longer than
  // LONGEST, so that what takes its time is seen while it does. The last says that nothing runs.
  const LONGEST = 40;  // ms
  // That a script has ended is the shortest message there is: a field of its own and its number.
  const isLast = (message) => message.data.byteLength <= 2;
  const listen = WebSocket.prototype.addEventListener;
  WebSocket.prototype.addEventListener = function (kind, hear, ...how) {
    let waiting = [], timer = null;
    const handOver = () => {
      clearTimeout(timer);
      timer = null;
      for (const message of waiting.splice(0)) hear.call(this, message);
    };
    const gather = (message) => {
      waiting.push(message);
      if (isLast(message)) handOver();
      else timer ??= setTimeout(handOver, LONGEST);
    };
    listen.call(this, kind, kind === "message" ? gather : hear, ...how);
  };

  const ATTRIBUTES = ["aria-label", "title", "placeholder"];

  const translated = (words) => {
    const trimmed = words.trim();
    if (WORDS[trimmed]) return words.replace(trimmed, WORDS[trimmed]);
    const number = /\d+/.exec(trimmed)?.[0];  // "5 more" is looked up as "# more"
    const counted = number && WORDS[trimmed.replace(number, "#")];
    return counted ? words.replace(trimmed, counted.replace("#", number)) : words;
  };
  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value && translated(value) !== value) element.setAttribute(name, translated(value));
    }
  };
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const ours = node.parentElement && node.parentElement.closest(".sit, pre, code, .cm-editor");
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
  const nameTab = () => {
    if (!document.title.endsWith(name)) document.title += ` – ${name}`;
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

  const isPlain = (event) => !event.defaultPrevented && event.button === 0 &&
    !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  // Another view without a new document: tell Streamlit's own router, as the back button does.
  const go = (address) => {
    announce(document.querySelector(".sit h1")?.textContent);
    history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  const show = (address) => {
    go(address);
    const main = document.querySelector("[data-testid=stMain]");
    if (main) main.scrollTo(0, 0);
    scrollToPart();
  };

  // A plain click on one of our links. Another language is another document, with other words here.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest(".sit a[href]");
    if (!link || !isPlain(event) || link.origin !== location.origin || link.target === "_blank") return;
    if (link.hreflang && link.hreflang !== document.documentElement.lang) return;
    event.preventDefault();
    show(link.href);
  });

  // One of our buttons or lists of which one entry is chosen: the choice goes into the address. The
  // block they stand in is made anew, so the one that was used, or that had the focus, gets it back.
  const CHOICE = ".sit :is(.switch input, .drop-down select)";
  const PAUSE = 600;  // ms after which who types or steps in a closed list has arrived
  let pressed = null, waiting = null, typed = 0;
  const choose = (field) => {
    if (waiting) clearTimeout(waiting);
    waiting = null;
    const address = new URL(location.href);
    address.hash = "";
    address.searchParams.set(field.name, field.value);
    pressed = field;
    go(address.href);
  };
  document.addEventListener("change", (event) => {
    const field = event.target.closest && event.target.closest(CHOICE);
    if (!field) return;
    // A closed list is at another entry with every key: only the last one is meant.
    if (waiting) clearTimeout(waiting);
    waiting = null;
    if (field.matches("select") && event.timeStamp - typed < 100) {
      waiting = setTimeout(() => choose(field), PAUSE);
    } else choose(field);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && waiting) choose(event.target);
    else if (!["Enter", "Tab"].includes(event.key)) typed = event.timeStamp;
  });
  document.addEventListener("focusout", (event) => {
    if (waiting) choose(event.target);
  });
  // A list is sent with the entry that is chosen; the others are there when a reader comes to it.
  const fill = (event) => {
    const list = event.target.closest && event.target.closest(".drop-down")?.querySelector("select");
    if (!list || !list.dataset.entries) return;
    const [now] = list.options;
    for (const [id, words] of list.dataset.entries.split("\n").map((line) => line.split("\t"))) {
      if (id === now.value) list.append(now);
      else list.append(new Option(words, id));
    }
    list.value = now.value;
    delete list.dataset.entries;
  };
  for (const coming of ["pointerover", "pointerdown", "focusin"]) {
    document.addEventListener(coming, fill);
  }
  document.addEventListener("focusin", (event) => {
    pressed = event.target.closest && event.target.closest(CHOICE);
  });
  new MutationObserver(() => {
    if (!pressed || pressed.isConnected) return;
    const again = [...document.querySelectorAll(CHOICE)].find(
      (field) => field.name === pressed.name &&
        (field.matches("select") || field.value === pressed.value));
    if (again && document.activeElement === document.body) (pressed = again).focus();
  }).observe(document.body, { subtree: true, childList: true });

  // Streamlit's menu and logo lead to addresses without a language, so that it would be lost.
  const asked = new URLSearchParams(location.search).get("sprog");
  const STREAMLITS_LINKS =
    "a[data-testid^=stTopNav], a[data-testid^=stSidebarNav], [data-testid=stLogoLink]";
  const inLanguage = (link) => {
    const address = new URL(link.href || "./", location.href); // the logo is a button
    address.searchParams.set("sprog", asked);
    return address.href;
  };
  if (asked) {
    // Before Streamlit's own listener, which stands on the root of its document.
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest(STREAMLITS_LINKS);
      if (!link) return;
      if (isPlain(event)) {
        event.preventDefault();
        event.stopPropagation();
        show(inLanguage(link));
      } else if (link.href) {
        link.href = inLanguage(link); // it opens beside this page
      }
    }, { capture: true });
  }

  // Source text is copied by its button, which says so.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest(".sit .copy");
    if (!button) return;
    await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
    button.textContent = copied;
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

  // A meeting's next page begins at its top; a question opened by a key can be typed at once.
  const shownOf = (query) => ["moede", "side"].map((name) => query.get(name)).join();
  let shown = shownOf(new URLSearchParams(location.search)), panel = null;
  new MutationObserver(() => {
    const now = shownOf(new URLSearchParams(location.search));
    if (now !== shown) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    shown = now;
    const opened = document.querySelector(".st-key-card-meeting-question");
    if (opened && opened !== panel) opened.querySelector("input, textarea")?.focus();
    if (!opened || opened.querySelector("input, textarea")) panel = opened;
  }).observe(document.body, { subtree: true, childList: true });

  // The chart library is big: fetched and read while the reader looks at the first page.
  const isIdle = () => document.querySelector("[data-test-script-state=notRunning]");
  const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 200));
  const prepareCharts = () => {
    if (!isIdle()) setTimeout(prepareCharts, 300);
    else whenIdle(() => import(new URL(chart, document.baseURI)).catch(() => {}));
  };
  if (chart) addEventListener("load", () => setTimeout(prepareCharts, 700));
})();
