"""The dashboard. Run with `streamlit run app.py`.

Streamlit reads this file for `app = st.App(...)` and imports it as the server; then it runs
the same file as `__main__`, once for each reader and each choice (docs/decisions/0011).
"""

import streamlit as st

from pages.parts import frame, shell

if __name__ == "__main__":
    frame.show()
else:
    base = str(st.get_option("server.baseUrlPath"))
    app = st.App(__file__, middleware=shell.middleware(base=base), lifespan=shell.lifespan)
