// Runs command lines on CPython 3.14 in WebAssembly, one after another:
//
//     node scripts/wasm.mjs PACKAGES HOME next "watched 3"
//
// PACKAGES is a folder that holds the installed wheel and its libraries, HOME that of the diary.
// `pyodide` has to be installed in the folder from which this is run. Fails when a line does.

import { createRequire } from "node:module";

const [packages, home, ...lines] = process.argv.slice(2);
const { loadPyodide } = createRequire(`${process.cwd()}/`)("pyodide");
const python = await loadPyodide({ env: { RUNAWAY_HOME: "/diary" } });
python.mountNodeFS("/packages", packages);
python.mountNodeFS("/diary", home);
python.runPython("import sys; sys.path.insert(0, '/packages'); print('Python', sys.version)");
const answer = python.runPython(`
from runaway_cli.cli.main import main


def answer(line):
    print(">", line)
    try:
        main(line.split())
    except SystemExit as end:
        return end.code


answer
`);
try {
  process.exitCode = Math.max(...lines.map((line) => answer(line)));
} catch (error) {
  console.error(error.message); // without it, node quotes a megabyte of pyodide
  process.exitCode = 1;
}
