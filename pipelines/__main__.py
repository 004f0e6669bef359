"""`python -m pipelines`: see `pipelines/cli.py`.

Nothing else is imported up here: every worker process imports this module too.
"""

if __name__ == "__main__":
    from pipelines.cli import run

    run()
