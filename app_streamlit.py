"""The browser front end: settings, services, pages. Run it with ``zhengtu app``."""

from __future__ import annotations

import streamlit as st

from zhengtu.settings import SettingsError, load_settings
from zhengtu.ui import emblem, frame, style, words


def main() -> None:
    """Show the page that the address names, or what keeps it from being shown."""
    words.use(st.query_params.get("lang", ""))
    st.set_page_config(page_title=words.t("page.site"), page_icon=emblem.ICON, layout="wide")
    style.apply()
    try:
        settings = load_settings()
    except SettingsError as error:
        frame.refuse(words.t("frame.settings"), error)
        return
    site = frame.open_site(settings)
    if site is not None:
        frame.navigate(site)


if __name__ == "__main__":
    main()
