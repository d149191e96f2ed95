// A SPARQL editor: a plain text area, so that keyboard, screen reader, input methods and phones work
// as everywhere, over a copy of its text that is coloured, and a list that completes terms.

const TOKEN = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    "(?<iri><[^<>\"{}|^`\\s]*>)",
    "(?<string>\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*')",
    "(?<variable>[?$][\\w\\u4e00-\\u9fff]+)",
    "(?<name>[\\w-]*:[\\w.-]*\\w|[\\w-]+:)",
    "(?<keyword>\\b(?:PREFIX|BASE|SELECT|DISTINCT|REDUCED|CONSTRUCT|DESCRIBE|ASK|WHERE|FROM|NAMED|GRAPH"
      + "|OPTIONAL|UNION|MINUS|FILTER|BIND|VALUES|AS|GROUP|BY|HAVING|ORDER|ASC|DESC|LIMIT|OFFSET|NOT|EXISTS"
      + "|IN|COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT|STR|LANG|BOUND|REGEX|CONTAINS|STRSTARTS|STRLEN"
      + "|COALESCE|IF|UNDEF|a)\\b)",
    "(?<number>\\b\\d+(?:\\.\\d+)?\\b)",
  ].join("|"),
  "gi",
);
const WORD = /[\w:\u4e00-\u9fff]+$/;
const MOST = 8;

function coloured(text, layer) {
  layer.replaceChildren();
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    layer.append(text.slice(at, found.index));
    const [kind] = Object.entries(found.groups).find(([, value]) => value !== undefined);
    const piece = document.createElement("span");
    piece.className = kind;
    piece.textContent = found[0];
    layer.append(piece);
    at = found.index + found[0].length;
  }
  layer.append(text.slice(at) + "\n");
}

function fitting(word, terms) {
  const wanted = word.toLowerCase();
  const starts = (term) => term.value.toLowerCase().startsWith(wanted) || term.label.startsWith(word);
  const holds = (term) => term.value.toLowerCase().includes(wanted) || term.label.includes(word);
  return [...terms.filter(starts), ...terms.filter((term) => !starts(term) && holds(term))].slice(0, MOST);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const find = (name) => parentElement.querySelector(name);
  const [area, layer, list, measure, button] = ["textarea", "pre", "ul", ".measure", "button"].map(find);
  let offered = [];
  let chosen = 0;

  const draw = () => {
    coloured(area.value, layer);
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  };
  const before = () => area.value.slice(0, area.selectionStart);
  const close = () => {
    offered = [];
    list.hidden = true;
    area.setAttribute("aria-expanded", "false");
    area.removeAttribute("aria-activedescendant");
  };
  const show = () => {
    list.replaceChildren(
      ...offered.map((term, number) => {
        const item = document.createElement("li");
        item.id = `term-${number}`;
        item.role = "option";
        item.ariaSelected = String(number === chosen);
        const label = document.createElement("small");
        label.textContent = term.label;
        item.append(term.value, label);
        item.onmousedown = (event) => {
          event.preventDefault();
          accept(number);
        };
        return item;
      }),
    );
    const lines = before().split("\n");
    measure.textContent = lines.at(-1);
    list.style.top = `${lines.length * 1.6 + 0.6}em`;
    list.style.left = `min(${measure.offsetWidth}px, calc(100% - 16rem))`;
    list.hidden = false;
    area.setAttribute("aria-expanded", "true");
    area.setAttribute("aria-activedescendant", `term-${chosen}`);
  };
  const offer = () => {
    const word = before().match(WORD)?.[0] ?? "";
    offered = word.length > 1 ? fitting(word, data.terms) : [];
    chosen = 0;
    if (offered.length && !(offered.length === 1 && offered[0].value === word)) show();
    else close();
  };
  const accept = (number) => {
    const word = before().match(WORD)?.[0] ?? "";
    const start = area.selectionStart - word.length;
    area.setRangeText(offered[number].value, start, area.selectionStart, "end");
    close();
    draw();
  };
  const run = () => setTriggerValue("run", area.value);

  if (area.dataset.given !== data.query) {
    area.dataset.given = data.query;
    area.value = data.query;
  }
  area.ariaLabel = data.label;
  button.textContent = data.run;
  button.onclick = run;
  area.oninput = () => {
    draw();
    offer();
  };
  area.onblur = close;
  area.onkeydown = (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      close();
      run();
    } else if (offered.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length;
      show();
    } else if (offered.length && ["Enter", "Tab"].includes(event.key)) {
      event.preventDefault();
      accept(chosen);
    } else if (event.key === "Escape") {
      close();
    }
  };
  draw();
}
