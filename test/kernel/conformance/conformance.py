"""Jupyter's own test suite for kernels, with samples in TypeScript."""

import unittest

import jupyter_kernel_test


class IntertwineKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "intertwine"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("error")'
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot"}},
        {"text": "consol", "matches": {"console"}},
        {"text": "process.ver", "matches": {"version", "versions"}},
    ]
    complete_code_samples = ["1", "const a = 1;", "function f() {\n  return 1;\n}", "// words"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "`text", "/* words", "1 +"]
    invalid_code_samples = ["const = 3", "1 = 2 = ;", "}"]
    code_page_something = "Math.hypot?"
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "'text'", "result": "'text'"},
        {"code": "[1, 2].map((x) => 2 * x)", "result": "[ 2, 4 ]"},
        {"code": "await Promise.resolve(7)", "result": "7"},
    ]
    code_display_data = [
        {
            "code": 'display({[Symbol.for("Jupyter.display")]: () => ({"image/svg+xml": "<svg/>"})})',
            "mime": "image/svg+xml",
        },
        {
            "code": 'display({[Symbol.for("Jupyter.display")]: () => ({"text/html": "<b/>"})})',
            "mime": "text/html",
        },
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1 ? 2*"
    code_inspect_sample = "Math"
    code_clear_output = "clearOutput()"


if __name__ == "__main__":
    unittest.main(verbosity=2)
