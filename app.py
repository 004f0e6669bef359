"""The dashboard: page frame, menu and the page asked for. Run with `streamlit run app.py`."""

from pages.parts import frame

frame.show()
