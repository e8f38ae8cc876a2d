"""Cells as nbclient runs them: prints what came of them as JSON."""

import json

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def notebook(*cells):
    metadata = {"kernelspec": {"name": "intertwine", "display_name": "TypeScript"}}
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells], metadata=metadata
    )


def run(*cells):
    """The notebook with its outputs, and the message of the error that stopped it."""
    ran = notebook(*cells)
    try:
        NotebookClient(ran, timeout=120, kernel_name="intertwine").execute()
        error = None
    except CellExecutionError as stopped:
        error = {"ename": stopped.ename, "evalue": stopped.evalue, "text": str(stopped)}
    return {"cells": ran.cells, "language": ran.metadata.language_info, "error": error}


print(
    json.dumps(
        {
            "failing": run(
                "const half: number = 21;\nhalf * 2",
                'function fail(): never {\n  throw new RangeError("too far");\n}\nfail();',
                "console.log('not reached');",
            ),
            "long": run("for (let i = 0; i < 5000; i++) console.log(`line ${i}`);"),
        }
    )
)
