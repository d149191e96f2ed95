"""The emblem: a seal with a small graph in it, in colours that hold on light and dark."""

ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="政图">
  <rect x="3" y="3" width="58" height="58" rx="7" fill="#a8322a"/>
  <rect x="8" y="8" width="48" height="48" rx="3" fill="none" stroke="#fdfcf9" stroke-width="2"/>
  <g fill="none" stroke="#fdfcf9" stroke-width="3" stroke-linecap="round">
    <path d="M32 22 20 42M32 22 44 42M20 42h24"/>
  </g>
  <g fill="#fdfcf9">
    <circle cx="32" cy="21" r="5.5"/><circle cx="20" cy="43" r="5.5"/>
    <circle cx="44" cy="43" r="5.5"/>
  </g>
</svg>"""
"""Square, for the browser's tab."""

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 48" role="img" aria-label="政图">
  <rect x="2" y="4" width="40" height="40" rx="5" fill="#a8322a"/>
  <rect x="5.5" y="7.5" width="33" height="33" rx="2.5" fill="none" stroke="#fdfcf9"
    stroke-width="1.4"/>
  <path d="M22 17 14 31M22 17 30 31M14 31h16" fill="none" stroke="#fdfcf9" stroke-width="2"/>
  <g fill="#fdfcf9">
    <circle cx="22" cy="16.5" r="3.8"/><circle cx="14" cy="31" r="3.8"/>
    <circle cx="30" cy="31" r="3.8"/>
  </g>
  <text x="52" y="34.5" fill="#c0574b" font-size="31" font-weight="600" letter-spacing="3"
    font-family="'Source Han Serif SC','Noto Serif CJK SC','Songti SC',SimSun,serif">政图</text>
</svg>"""
"""With the name, for the top of the page."""
