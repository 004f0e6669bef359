"""`python -m tests.golden`: write the reviewed SQL and sentences anew, to be read and committed."""

from tests.golden import nodes, reviewed, sentences


def main() -> None:
    """Files of relations and indicators that are no more are removed."""
    files = reviewed.files()
    for name in reviewed.written().keys() - files.keys():
        (reviewed.FOLDER / name).unlink()
    for name, text in files.items():
        path = reviewed.FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    sentences.FILE.write_text(sentences.text(), "utf-8")
    nodes.FILE.write_text(nodes.text(), "utf-8")


if __name__ == "__main__":
    main()
