// The SQL editor of the page Analyse: CodeMirror 6 behind Streamlit's components.
// Bundled into one module by `npm run build`; README.md says which versions and how.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion,
  completionKeymap, completionStatus } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { sql, SQLDialect, keywordCompletionSource } from "@codemirror/lang-sql";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting, syntaxTree }
  from "@codemirror/language";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder }
  from "@codemirror/view";
import { tags } from "@lezer/highlight";

// What DuckDB reads that is not in every SQL; all that may be asked begins with a selection.
const KEYWORDS = "all and any anti as asc asof between by case cast cross cube current desc " +
  "distinct else end escape except exclude exists extract false filter first following for from " +
  "full group grouping groups having ilike in inner intersect interval is join last lateral left " +
  "like limit natural not null nulls offset on or order outer over partition pivot positional " +
  "preceding qualify range recursive replace right rollup row rows sample select semi sets " +
  "similar some summarize describe tablesample then ties to true try_cast unbounded union unpivot " +
  "using values when where window with within";
const TYPES = "bigint boolean date decimal double float hugeint integer real smallint text time " +
  "timestamp tinyint varchar";
const DuckDB = SQLDialect.define({
  keywords: KEYWORDS, types: TYPES, builtin: "", doubleDollarQuotedStrings: true,
  doubleQuotedStrings: false, operatorChars: "*+-%<>!=&|~^/:", specialVar: "$?",
  identifierQuotes: '"', caseInsensitiveIdentifiers: true,
});

const look = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "cm-word" },
  { tag: [tags.string, tags.special(tags.string)], class: "cm-text" },
  { tag: [tags.number, tags.bool, tags.null], class: "cm-number" },
  { tag: [tags.lineComment, tags.blockComment], class: "cm-comment" },
  { tag: [tags.special(tags.name)], class: "cm-parameter" },
  { tag: [tags.typeName], class: "cm-type" },
]);

const WORD = /[\wæøåÆØÅ]*$/;
const PARAMETER = /\$([A-Za-z_][A-Za-z0-9_]*)/g;
const SILENT = new Set(["LineComment", "BlockComment", "Number"]);

/** What the cursor stands in; a string only between its quotes, not behind the second. */
const place = (context) => {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  return node.name === "String" && node.to === context.pos && node.to - node.from > 1 ? "" : node.name;
};

/** The names of the relations that stand in the text, under what each is called there. */
const called = (text, relations) => {
  const found = new Map();
  for (const [, name, alias] of text.matchAll(/\b(?:from|join)\s+(?:api\.)?(\w+)(?:\s+(?:as\s+)?(\w+))?/gi)) {
    if (!relations.has(name)) continue;
    found.set(name, name);
    if (alias) found.set(alias, name);
  }
  return found;
};

const columnsOf = (told, relation, boost) => relation.columns.map(([name, type, info]) => ({
  label: name, type: "property", detail: told.texts[type], info: told.texts[info], boost,
}));

/** Completions: columns after a point, else columns of what is asked, relations, KPIs, functions. */
const complete = (told) => {
  const relations = new Map(told.relations.map((relation) => [relation.name, relation]));
  const names = told.relations.map(({ name, title }) => (
    { label: name, type: "class", detail: told.words.relation, info: title }));
  const functions = told.functions.map((name) => (
    { label: name, type: "function", detail: told.words.function, apply: `${name}(`, boost: -2 }));
  const numbers = told.indicators.map(([id, title]) => (
    { label: id, displayLabel: id, type: "constant", detail: told.words.indicator, info: title,
      boost: -1 }));
  return (context) => {
    const text = context.state.doc.toString(), before = context.matchBefore(WORD);
    const inside = place(context), from = before ? before.from : context.pos;
    const isTyped = context.explicit || (before && before.to - before.from > 1);
    if (inside === "String") {
      return isTyped ? { from, options: numbers, validFor: /^\w*$/ } : null;
    }
    if (SILENT.has(inside)) return null;
    const as = called(text, relations);
    const owner = /(\w+)\.$/.exec(context.state.sliceDoc(Math.max(0, from - 80), from));
    if (owner) {
      const relation = relations.get(as.get(owner[1]));
      return relation ? { from, options: columnsOf(told, relation, 1), validFor: /^\w*$/ } : null;
    }
    if (!context.explicit && (!before || before.from === before.to)) return null;
    const near = [...new Set(as.values())].flatMap((name) => columnsOf(told, relations.get(name), 2));
    const once = [...new Map(near.map((option) => [option.label, option])).values()];
    return { from, options: [...once, ...names, ...numbers, ...functions], validFor: /^\w*$/ };
  };
};

const parameters = (text) =>
  [...new Set([...text.matchAll(PARAMETER)].map((hit) => hit[1]))].sort().join();

const mounted = new WeakMap();

/** One editor: its view, and what Python last told it. */
const begin = (host) => {
  const its = { told: null, asked: "", sent: "", completion: new Compartment(), send: () => {} };
  const run = () => {
    closeCompletion(its.view);
    its.sent = its.view.state.doc.toString();
    its.run(its.sent);
    return true;
  };
  // Tab takes a suggestion that is shown; else it leads on through the page, as everywhere.
  const tab = (view) => completionStatus(view.state) === "active" && acceptCompletion(view);
  its.extensions = (told) => [
    Prec.highest(keymap.of([{ key: "Ctrl-Enter", mac: "Cmd-Enter", run }, { key: "Ctrl-Enter", run }])),
    Prec.high(keymap.of([{ key: "Tab", run: tab }])),
    lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(),
    highlightActiveLine(), indentUnit.of("  "), EditorView.lineWrapping,
    EditorState.phrases.of(told.phrases), placeholder(told.words.placeholder),
    sql({ dialect: DuckDB }), syntaxHighlighting(look),
    its.completion.of(completing(told)),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of({
      "aria-label": told.words.label, "aria-describedby": told.words.described,
      tabindex: "0", spellcheck: "false", autocapitalize: "off", lang: "en",
    }),
    EditorView.domEventHandlers({ blur: () => { its.send(); } }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged || its.isTold) return;
      // New parameters get their fields at once; other changes are told when focus leaves.
      const asked = parameters(update.state.doc.toString());
      clearTimeout(its.later);
      if (asked !== its.asked) its.later = setTimeout(its.send, 500);
    }),
  ];
  its.put = (text) => {
    its.isTold = true;
    its.view.dispatch({ changes: { from: 0, to: its.view.state.doc.length, insert: text },
      selection: { anchor: text.length } });
    its.isTold = false;
    its.sent = text;
    its.asked = parameters(text);
  };
  // Names beside the editor are buttons that put themselves where the cursor stands.
  its.insert = (event) => {
    const button = event.target.closest && event.target.closest("[data-insert]");
    if (!button) return;
    const { from, to } = its.view.state.selection.main, name = button.dataset.insert;
    const before = its.view.state.sliceDoc(Math.max(0, from - 1), from);
    const words = (/[\w,)]/.test(before) ? " " : "") + name;
    its.view.dispatch({ changes: { from, to, insert: words },
      selection: { anchor: from + words.length }, scrollIntoView: true });
    its.view.focus();
  };
  document.addEventListener("click", its.insert);
  mounted.set(host, its);
  return its;
};

const source = (told) => DuckDB.language.data.of({ autocomplete: complete(told) });
const words = keywordCompletionSource(DuckDB);
const keywords = () => DuckDB.language.data.of({
  autocomplete: (context) => (place(context) === "String" ? null : words(context)),
});
const completing = (told) => [
  autocompletion({ icons: false, closeOnBlur: true }), source(told), keywords(),
];

export default function editor({ data, parentElement, setStateValue, setTriggerValue }) {
  const its = mounted.get(parentElement) || begin(parentElement);
  its.send = () => {
    const text = its.view.state.doc.toString();
    clearTimeout(its.later);
    if (text === its.sent) return;
    its.sent = text;
    its.asked = parameters(text);
    setStateValue("sql", text);
  };
  its.run = (text) => {
    its.asked = parameters(text);
    setTriggerValue("run", text);
  };
  if (!its.view) {
    its.told = data;
    its.view = new EditorView({
      parent: parentElement,
      state: EditorState.create({ doc: data.sql, extensions: its.extensions(data) }),
    });
    its.sent = data.sql;
    its.asked = parameters(data.sql);
  } else {
    if (data.schema !== its.told.schema) {
      its.view.dispatch({ effects: its.completion.reconfigure(completing(data)) });
    }
    // Another text was opened; what is typed here is never overwritten by an older answer.
    if (data.opened !== its.told.opened) its.put(data.sql);
    its.told = data;
  }
  return () => {
    document.removeEventListener("click", its.insert);
    clearTimeout(its.later);
    its.view.destroy();
    mounted.delete(parentElement);
  };
}
