"""How the pages look: one sheet, the reader's own fonts, light and dark from the same rules.

Colours are taken from the theme in ``.streamlit/config.toml`` (text through ``currentColor``) or
are tints that show on both grounds.
"""

from __future__ import annotations

import streamlit as st

from zhengtu.ui import emblem, palette

_SERIF = "'Source Han Serif SC','Noto Serif CJK SC','Noto Serif SC','Songti SC',STSong,SimSun,serif"

_SHEET = f"""
.stMainBlockContainer {{ max-width: 66rem; }}
.st-key-languages {{ position: fixed; top: .55rem; right: 1.25rem; width: auto; z-index: 999991; }}
.st-key-other-language button {{ min-height: 2rem; }}
[data-testid="InputInstructions"] {{ display: none; }}
.stForm .stExpander summary {{ opacity: .8; }}
[data-testid="stTab"][aria-selected="true"] {{ color: inherit; }}
[data-testid="stTab"][aria-selected="true"] p {{ font-weight: 600; }}
.stHtml {{ line-height: 1.75; }}
.stHtml p, .stHtml ul, .stHtml ol, .stHtml dl {{ margin: 0; }}
.stHtml a, .stPageLink a p {{ color: inherit; text-decoration: underline;
  text-underline-offset: .25em; text-decoration-color: rgba(168,50,42,.55); }}
.stHtml a:hover, .stPageLink a:hover p {{ text-decoration-color: currentColor; }}
.stPageLink a, .stPageLink a:hover {{ padding-left: 0; background: none; }}
.stPageLink a p {{ font-weight: 400; line-height: 1.5; white-space: normal; text-align: left; }}
.zt-lead {{ opacity: .75; }}
.zt-sub {{ font-family: {_SERIF}; font-weight: 600; font-size: 1.15rem; margin: .75rem 0 .35rem; }}
.zt-small {{ font-size: .875rem; opacity: .78; }}
.stHtml .zt-lines {{ padding-left: 1.1rem; font-size: .92rem; overflow-wrap: anywhere; }}
.stHtml .zt-lines li {{ margin: 0 0 .2rem; }}
.zt-tag {{ display: inline-block; font-size: .8rem; padding: 0 .5rem; border-radius: .25rem;
  background: rgba(128,116,96,.16); }}
.zt-asked {{ font-weight: 600; margin-top: .6rem; }}
.zt-asked::before {{ content: "→ "; opacity: .6; }}
.zt-before {{ padding-left: .9rem; border-left: 3px solid rgba(168,50,42,.45);
  white-space: pre-line; overflow-wrap: anywhere; }}
.zt-title {{ font-family: {_SERIF}; font-weight: 600; font-size: 1.7rem; line-height: 1.4;
  margin: 0; text-wrap: balance; overflow-wrap: anywhere; }}
.zt-answer {{ font-family: {_SERIF}; font-weight: 500; font-size: 1.45rem; line-height: 1.65;
  padding-left: .9rem; border-left: 3px solid #a8322a;
  white-space: pre-line; overflow-wrap: anywhere; }}
.zt-item {{ display: block; padding-left: 1.7em; text-indent: -1.7em; margin-top: .15em; }}
.zt-long {{ font-size: 1.1rem; font-weight: 400; line-height: 1.85; }}
.zt-abstained {{ border-left-color: #8a857c; font-weight: 400; }}
.stHtml .zt-values {{ display: flex; flex-wrap: wrap; gap: .4rem; padding: 0; }}
.zt-values li {{ list-style: none; margin: 0; padding: .05rem .6rem; border-radius: .25rem;
  background: rgba(128,116,96,.14); overflow-wrap: anywhere; }}
.zt-values small {{ opacity: .7; margin-left: .4rem; }}
.stHtml .zt-quote {{ margin: 0 0 .5rem; white-space: pre-line; overflow-wrap: anywhere; }}
.zt-quote .zt-around {{ opacity: .7; }}
.zt-hit {{ background: rgba(214,164,52,.34); border-radius: .15rem; padding: .05rem 0;
  box-decoration-break: clone; -webkit-box-decoration-break: clone; }}
.zt-value {{ font-weight: 700; }}
.zt-source {{ font-size: .9rem; overflow-wrap: anywhere; }}
.zt-source b {{ font-weight: 600; }}
.zt-source span {{ display: inline-block; max-width: 100%; }}
.zt-source span:not(:last-child)::after {{ content: "·"; margin: 0 .45rem; opacity: .5; }}
.zt-claim {{ font-weight: 700; font-size: 1.05rem; }}
.zt-steps {{ margin: 0; padding-left: 1.3rem; overflow-wrap: anywhere; }}
.stHtml .zt-about {{ display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.2rem;
  padding: 0; }}
.zt-about dt {{ opacity: .72; }}
.zt-about dd {{ margin: 0; overflow-wrap: anywhere; }}
.stHtml .zt-contents {{ padding: 0; }}
.zt-contents li {{ list-style: none; margin: 0; overflow-wrap: anywhere; }}
.zt-contents .zt-l2 {{ padding-left: 1.2rem; }} .zt-contents .zt-l3 {{ padding-left: 2.4rem; }}
.zt-contents .zt-l4 {{ padding-left: 3.6rem; }}
.zt-text {{ white-space: pre-wrap; line-height: 1.95; overflow-wrap: anywhere;
  font-size: 1.03rem; }}
.zt-h {{ font-family: {_SERIF}; font-weight: 700; scroll-margin-top: 4.5rem; }}
.zt-sign {{ display: none; }} .zt-gap {{ display: block; height: .7rem; }}
.zt-h1 {{ font-size: 1.3rem; }} .zt-h2 {{ font-size: 1.15rem; }}
.zt-fact {{ background: rgba(214,164,52,.15); box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }}
.zt-fact .zt-fact {{ background: none; }}
.zt-text .zt-hit {{ scroll-margin-top: 6rem; }}
.zt-m {{ border-bottom: 2px solid var(--zt-c, #999); }}
.zt-legend span {{ border-bottom: 2px solid var(--zt-c, #999); margin-right: 1rem; }}
.zt-legend .zt-fact {{ border-bottom: 0; padding: 0 .2rem; }}
[class*="st-key-doc-"] {{ border-bottom: 1px solid rgba(128,116,96,.22); padding-bottom: .6rem; }}
[class*="st-key-doc-"] .stPageLink a p {{ font-size: 1.05rem; font-weight: 500;
  text-decoration: none; }}
[class*="st-key-doc-"] .stPageLink a:hover p {{ text-decoration: underline; }}
@media (max-width: 640px) {{
  .st-key-facets .stHorizontalBlock {{ flex-wrap: nowrap; overflow-x: auto; }}
  .st-key-facets .stColumn {{ flex: 0 0 9rem; min-width: 9rem; }}
  .st-key-languages {{ right: .75rem; }}
  .zt-answer {{ font-size: 1.2rem; }} .zt-long {{ font-size: 1.03rem; }}
  .zt-title {{ font-size: 1.35rem; }}
}}
"""


def apply() -> None:
    """Put the sheet and the emblem on the page."""
    st.logo(emblem.LOGO, size="large")
    st.html(f"<style>{_SHEET}{palette.css()}</style>")
