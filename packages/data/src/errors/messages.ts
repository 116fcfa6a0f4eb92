/** What is wrong, and what to do about it. A thrower may state a remedy that fits its case better. */
interface Message {
  readonly problem: string;
  readonly remedy: string;
}

/** Every failure of this package. The key is the error's `code`. */
export const messages = {
  "idx/magic": {
    problem: "this is not an IDX file",
    remedy: "Pass an IDX file, plain or compressed by gzip; IDX is the format that MNIST is published in.",
  },
  "idx/type": {
    problem: "the IDX header names an unknown element type",
    remedy: "The file is damaged or no IDX file; get it again from its source.",
  },
  "idx/truncated": {
    problem: "the IDX file ends too early",
    remedy: "The file was probably cut in transfer; get it again from its source.",
  },
  "idx/oversized": {
    problem: "the IDX file goes on after its last element",
    remedy: "The file is damaged or was appended to; get it again from its source.",
  },
  "idx/unwritable": {
    problem: "IDX cannot hold this array",
    remedy: "Convert it first (bool to u8, u16 to i32), or write it as NPY.",
  },
  "gzip/corrupt": {
    problem: "the gzip stream is damaged",
    remedy: "Get the file again from its source, or unpack it with `gzip -d` to see what is left.",
  },
  "gzip/checksum": {
    problem: "the unpacked bytes are not those that were compressed",
    remedy: "The file is damaged; get it again from its source.",
  },
  "gzip/too-short": {
    problem: "the compressed file is too short for the size that its content announces",
    remedy: "The file is cut or made to exhaust memory; get it again from its source.",
  },
  "safetensors/truncated": {
    problem: "the safetensors file ends too early",
    remedy: "The file was probably cut in transfer or while it was written; get or write it again.",
  },
  "safetensors/header": {
    problem: "the safetensors header is malformed",
    remedy: "Pass a file in the safetensors format; if it is one, it is damaged: get it again from its source.",
  },
  "safetensors/dtype": {
    problem: "a tensor has an element type that cannot be read here",
    remedy: "Convert the tensor to F32 before saving the file.",
  },
  "safetensors/layout": {
    problem: "the tensors do not lie one after the other in the safetensors file",
    remedy: "The file is damaged or written by a faulty program; write it again.",
  },
  "safetensors/value": {
    problem: "a BOOL tensor holds a byte that is neither 0 nor 1",
    remedy: "Save the tensor as U8 if its values are meant.",
  },
  "safetensors/unwritable": {
    problem: "safetensors cannot hold this",
    remedy: "Rename the tensor, or save fewer tensors or less metadata in one file.",
  },
  "deflate/corrupt": {
    problem: "a compressed part of the file is damaged",
    remedy: "Get the file again from its source.",
  },
  "deflate/limit": {
    problem: "the file holds more compressed data than may be unpacked",
    remedy: "If you trust the file and have the memory, raise `limit`; if not, it may be made to exhaust memory.",
  },
  "mat/magic": {
    problem: "this is not a MAT-file",
    remedy: "Pass a file that MATLAB, Octave (`save -v7`) or SciPy (`savemat`) wrote.",
  },
  "mat/truncated": {
    problem: "the MAT-file ends too early",
    remedy: "The file was probably cut in transfer; get it again from its source.",
  },
  "mat/corrupt": {
    problem: "the MAT-file is damaged",
    remedy: "Get the file again from its source, or save it again in MATLAB.",
  },
  "mat/unsupported": {
    problem: "the MAT-file is of a kind that cannot be read here",
    remedy: "Load it in MATLAB or Octave and save it again with `-v7`.",
  },
  "mat/hdf5": {
    problem: "the MAT-file 7.3 cannot be read",
    remedy: "Load it in MATLAB and save it again, with `-v7` if it is below 2 GiB.",
  },
  "mat/variable": {
    problem: "the MAT-file lacks a variable",
    remedy: "Ask for a variable that the file has.",
  },
  "mat/unwritable": {
    problem: "a MAT-file cannot hold this",
    remedy: "Rename or convert it first.",
  },
  "npy/magic": {
    problem: "this is not an NPY file",
    remedy: "Pass a file that numpy.save wrote; one of numpy.savez is read by readNpz.",
  },
  "npy/header": {
    problem: "the NPY header is malformed",
    remedy: "The file is damaged or no NPY file; write it again with numpy.save.",
  },
  "npy/dtype": {
    problem: "the NPY file has an element type that cannot be read here",
    remedy: 'Convert the array in NumPy first, such as with x.astype("f8"); save texts as integers that count them.',
  },
  "npy/truncated": {
    problem: "the NPY file ends too early",
    remedy: "The file was probably cut in transfer; get it again from its source.",
  },
  "npy/oversized": {
    problem: "the NPY file goes on after its last element",
    remedy: "Save one array in each file, or all of them with numpy.savez.",
  },
  "npy/missing": {
    problem: "the NPZ file lacks an array",
    remedy: "Ask for an array that the file has.",
  },
  "npy/unwritable": {
    problem: "NumPy's formats cannot hold this",
    remedy: "Convert the array, or write several files.",
  },
  "zip/corrupt": {
    problem: "the zip file is damaged",
    remedy: "Pass a whole zip file, such as numpy.savez writes; if it was one, get it again from its source.",
  },
  "zip/unsupported": {
    problem: "the zip file is packed in a way that cannot be read here",
    remedy: "Pack it again with deflate and without a password, as numpy.savez_compressed does.",
  },
  "csv/syntax": {
    problem: "this is no CSV table",
    remedy:
      "Repair the line; a field with a quote, a delimiter or a line break in it stands in quotes, its quotes doubled.",
  },
  "csv/header": {
    problem: "the columns of the CSV table cannot be told apart",
    remedy:
      "Give each column a name, in the file or as `header: [names]`; if the file has no header, pass `header: false`.",
  },
  "csv/column": {
    problem: "the CSV table lacks a column",
    remedy: "Ask for a column that the file has.",
  },
  "csv/number": {
    problem: "a column of numbers holds a text",
    remedy: "Repair the field, name it in `missing` if it stands for a missing value, or read the column as texts.",
  },
  "data/inexact": {
    problem: "an integer is too large for a tensor",
    remedy: "Use the array as it was read: its `data` are big integers.",
  },
  "data/complex": {
    problem: "a tensor cannot hold complex numbers",
    remedy: "Make one tensor of `data` and one of `imaginary`.",
  },
  "image/folder": {
    problem: "the folder holds no images by split and label",
    remedy: "Pass the folder that holds the splits: train/0/a.png lies in it as <split>/<label>/<image>.",
  },
  "image/sharp": {
    problem: "images cannot be decoded",
    remedy: "Install it: npm install sharp.",
  },
  "image/unreadable": {
    problem: "the file is no image that can be read",
    remedy: "Repair the file or remove it from the folder.",
  },
  "image/size": {
    problem: "the images differ in size",
    remedy: "Pass the size that all of them shall have: size: [height, width].",
  },
  "data/too-large": {
    problem: "this is more data than fits into memory",
    remedy: "If the size is meant, split the data into several files; if not, the file is damaged.",
  },
  "data/not-found": {
    problem: "the data set was found nowhere",
    remedy: "Pass the folder that holds it.",
  },
  "data/unreadable": {
    problem: "the file cannot be read",
    remedy: "Check that it is a file and that you may read it.",
  },
  "data/unwritable": {
    problem: "the file cannot be written",
    remedy: "Check that the folder exists, that you may write to it, and that there is space left.",
  },
  "data/checksum": {
    problem: "the file is not the one that was published",
    remedy: "Install the package that it comes from again, or pass a folder with files that you trust.",
  },
  "data/contents": {
    problem: "the file does not hold what the data set needs",
    remedy: "Check that the folder holds the four files of one and the same data set.",
  },
  "data/tensor": {
    problem: "the elements of a tensor do not fit its shape",
    remedy: "Give `data` one element of `dtype` for each place in `shape`.",
  },
  "data/columns": {
    problem: "these columns make no data set",
    remedy: "Give every column one row per example, along its first dimension.",
  },
  "data/columns-differ": {
    problem: "these data sets do not have the same columns",
    remedy: "Give all the same names, element types, shapes of an example, scaling and classes.",
  },
  "data/examples": {
    problem: "the examples do not have the same columns",
    remedy: "Return tensors of the same names, shapes and element types for every example.",
  },
  "data/no-column": {
    problem: "the data set has no such column",
    remedy: "Give the name of one of its columns.",
  },
  "data/label": {
    problem: "this is no label",
    remedy: "Give whole numbers that count the classes from 0, one for each example.",
  },
  "augment/images": {
    problem: "the column does not hold images of the size that was given",
    remedy: "Give the size of the images, and scale bytes first (scaleColumns), so that batches yield f32.",
  },
  "download/failed": {
    problem: "the data set could not be downloaded",
    remedy: "Check that this machine has a network, or get the files elsewhere.",
  },
  "shards/index": {
    problem: "the index of the shards makes no sense",
    remedy: "It was probably damaged or written by another program; write the shards again.",
  },
  "shards/contents": {
    problem: "the shard does not hold what the index says",
    remedy: "A shard was exchanged or lost; write the shards again, into a new folder.",
  },
  "shards/folder-taken": {
    problem: "the folder holds shards already",
    remedy: "Choose another folder, or remove the shards that are there.",
  },
  "scaler/data": {
    problem: "no scaler can be fitted to these numbers",
    remedy: "Leave out the examples that have missing values, or fill them in.",
  },
  "scaler/malformed": {
    problem: "this is no scaler",
    remedy: "Give one that was fitted, or the JSON of one.",
  },
  "scaler/features": {
    problem: "the scaler was fitted to examples of another width",
    remedy: "Apply it to the column that it was fitted to, or fit it again.",
  },
  "data/option": {
    problem: "an option has a value that makes no sense here",
    remedy: "Change the option to one that fits.",
  },
} as const satisfies Record<string, Message>;

/** The stable name of a failure, to test for in a program. */
export type DataErrorCode = keyof typeof messages;
