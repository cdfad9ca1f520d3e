"""The command line: parse, call the library, print.

One file per command. Heavy modules are imported inside the commands, so that help is instant.
Exit codes: 0 done, 1 findings that --strict or a check does not allow, 2 a mistake in the call or
a file that failed, 130 interrupted.
"""

from __future__ import annotations

import sys

import typer

from toolkit.cli import evaluate, glossary, memory, models, review, segment, translate
from toolkit.document import ToolkitError

app = typer.Typer(
    name="toolkit",
    help="Arabic press articles into glossary-enforced English and French documents, offline.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("translate", epilog=translate.EXAMPLES)(translate.command)
app.command("segment", epilog=segment.EXAMPLES)(segment.command)
app.command("review", epilog=review.EXAMPLES)(review.command)
app.command("evaluate", epilog=evaluate.EXAMPLES)(evaluate.command)
app.add_typer(glossary.app, name="glossary")
app.add_typer(models.app, name="models")
app.add_typer(memory.app, name="memory")


@app.callback(invoke_without_command=True)
def _options(
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    if version:
        from toolkit.translator.translator import toolkit_version

        print(f"toolkit {toolkit_version()}")
        raise typer.Exit


def main() -> None:
    """Run the command line; a user's mistake is one clear message and exit code 2."""
    try:
        app()
    except ToolkitError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        print("interrupted: files already written are whole, the others untouched", file=sys.stderr)
        raise SystemExit(130) from None
