"""Networks as ONNX files, quantised to int8 dynamically."""

from __future__ import annotations

import pathlib
import tempfile

import torch


def write(network, inputs, path: pathlib.Path, names: tuple[list[str], list[str]], axes, **quantisation) -> None:
    """Write `network`, seen at work on `inputs`, to `path`; `names` are those of inputs and outputs, `axes` what varies."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        exact, clean = pathlib.Path(folder, "exact.onnx"), pathlib.Path(folder, "clean.onnx")
        torch.onnx.export(
            network.eval(), inputs, exact, opset_version=17, dynamo=False,
            input_names=names[0], output_names=names[1], dynamic_axes=axes,
        )
        quant_pre_process(exact, clean, skip_symbolic_shape=True)
        quantize_dynamic(clean, path, weight_type=QuantType.QInt8, **quantisation)
    shorten(path)


def shorten(path: pathlib.Path) -> None:
    """Give inner values short names: they are a tenth of a megabyte otherwise."""
    import onnx

    model = onnx.load(path)
    graph = model.graph
    outer = {value.name for value in (*graph.input, *graph.output)}
    inner = [name for node in graph.node for name in node.output] + [tensor.name for tensor in graph.initializer]
    short = {name: f"v{number:x}" for number, name in enumerate(dict.fromkeys(inner)) if name and name not in outer}
    del graph.value_info[:]
    for node in graph.node:
        node.name = ""
        node.input[:] = [short.get(name, name) for name in node.input]
        node.output[:] = [short.get(name, name) for name in node.output]
    for tensor in graph.initializer:
        tensor.name = short.get(tensor.name, tensor.name)
    onnx.checker.check_model(model)
    onnx.save(model, path)
