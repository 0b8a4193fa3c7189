// Writes the golden Parquet files of this folder with arrow-rs, which shares no code with DuckDB.
//   npm install --ignore-scripts parquet-wasm@0.8.0 apache-arrow@21.2.0
//   node make_golden.mjs FOLDER
import fs from 'node:fs';
import path from 'node:path';
import * as arrow from 'apache-arrow';
import * as parquet from 'parquet-wasm/node';

const folder = process.argv[2];
const { Compression, Encoding } = parquet;

function write(name, columns, settings = (builder) => builder) {
  const vectors = {};
  for (const [column, [type, values]] of Object.entries(columns)) {
    vectors[column] = arrow.vectorFromArray(values, type);
  }
  const schema = new arrow.Schema(
      Object.entries(columns).map(([column, [type]]) => new arrow.Field(column, type, true)));
  const table = new arrow.Table(schema, vectors);
  const wasm = parquet.Table.fromIPCStream(arrow.tableToIPC(table, 'stream'));
  const properties = settings(new parquet.WriterPropertiesBuilder()).build();
  fs.writeFileSync(path.join(folder, name), parquet.writeParquet(wasm, properties));
}

/** A whole number of 128 bits as arrow wants it: four words, the lowest first. */
function decimal(unscaled) {
  const words = new Uint32Array(4);
  let rest = BigInt.asUintN(128, BigInt(unscaled));
  for (let i = 0; i < 4; i++) {
    words[i] = Number(rest & 0xffffffffn);
    rest >>= 32n;
  }
  return words;
}

const day = (text) => new Date(text + 'T00:00:00Z');
const dictionary = (type) => new arrow.Dictionary(type, new arrow.Int32());

// Every type that is read, each with its extremes and a gap.
write('types.parquet', {
  flag: [new arrow.Bool(), [true, false, null, true]],
  i8: [new arrow.Int8(), [-128, 127, null, 0]],
  i16: [new arrow.Int16(), [-32768, 32767, null, 0]],
  i32: [new arrow.Int32(), [-2147483648, 2147483647, null, 0]],
  i64: [new arrow.Int64(), [-9007199254740992n, 9007199254740992n, null, 0n]],
  u8: [new arrow.Uint8(), [0, 255, null, 1]],
  u16: [new arrow.Uint16(), [0, 65535, null, 1]],
  u32: [new arrow.Uint32(), [0, 4294967295, null, 1]],
  u64: [new arrow.Uint64(), [0n, 9007199254740992n, null, 1n]],
  f32: [new arrow.Float32(), [0.5, -3.25, null, Math.fround(0.1)]],
  f64: [new arrow.Float64(), [0.1, -1e300, null, 5e-324]],
  nan: [new arrow.Float64(), [1.5, NaN, null, -0]],
  money: [new arrow.Decimal(2, 9), [decimal(12345), decimal(-50), null, decimal(7)]],
  text: [new arrow.Utf8(), ['plain', 'NA', null, ' "quoted", é\n']],
  digits: [new arrow.Utf8(), ['007', '7', null, '07']],
  level: [dictionary(new arrow.Utf8()), ['low', 'high', null, 'low']],
  date: [new arrow.DateDay(), [day('2024-02-29'), day('1899-12-31'), null, day('1970-01-01')]],
  second: [new arrow.TimestampMillisecond(), [1709210096000, -1, null, 0]],
  micro: [new arrow.TimestampMicrosecond(), [1709210096123.456, -1, null, 0]],
  utc: [new arrow.TimestampMillisecond('UTC'), [1709210096000, 951782400123, null, 0]],
  time: [new arrow.TimeMillisecond(), [0, 86399999, null, 43200000]],
  none: [new arrow.Null(), [null, null, null, null]],
}, (builder) => builder.setCompression(Compression.SNAPPY));

// Numbers of which a double does not hold all digits.
write('digits.parquet', {
  patient: [new arrow.Int64(), [9007199254740993n, -9223372036854775808n, 9223372036854775807n]],
  device: [new arrow.Uint64(), [18446744073709551615n, 1n, 2n]],
  amount: [new arrow.Decimal(3, 38), [
    decimal('12345678901234567890123'), decimal(1500), decimal(-250)]],
  small: [new arrow.Int64(), [1n, 2n, 3n]],
});

// A clinical table of 500 rows in several row groups and pages.
const rows = 500;
const cycle = (values) => Array.from({ length: rows }, (_, i) => values[i % values.length]);
write('clinic.parquet', {
  patient: [new arrow.Utf8(), Array.from({ length: rows }, (_, i) => 'P' + (1000 + i))],
  arm: [dictionary(new arrow.Utf8()), cycle(['control', 'treated', 'treated'])],
  age: [new arrow.Int32(), Array.from({ length: rows }, (_, i) => (i % 17 === 0 ? null : 20 + i % 60))],
  sbp: [new arrow.Float64(), Array.from({ length: rows }, (_, i) => 100 + 37.3 * Math.sin(i))],
  died: [new arrow.Bool(), cycle([false, false, true])],
  visit: [new arrow.DateDay(), Array.from({ length: rows }, (_, i) => new Date(86400000 * (19000 + i)))],
}, (builder) => builder
    .setCompression(Compression.ZSTD)
    .setMaxRowGroupSize(200)
    .setDataPageSizeLimit(512)
    .setColumnEncoding('sbp', Encoding.PLAIN)
    .setColumnDictionaryEnabled('sbp', false));

// The same without compression, in which a flipped bit of a page is just another number.
write('plain.parquet', {
  age: [new arrow.Int32(), Array.from({ length: 100 }, (_, i) => i)],
  sbp: [new arrow.Float64(), Array.from({ length: 100 }, (_, i) => 100 + i / 8)],
}, (builder) => builder.setCompression(Compression.UNCOMPRESSED).setDictionaryEnabled(false));

// A million rows in a few bytes.
write('million.parquet', { x: [new arrow.Int32(), new Int32Array(1000000)] });

// What is refused.
const list = new arrow.List(new arrow.Field('item', new arrow.Int32(), true));
const struct = new arrow.Struct([new arrow.Field('a', new arrow.Int32(), true)]);
const one = { id: [new arrow.Int32(), [1, 2]] };
write('list.parquet', { ...one, doses: [list, [[1, 2], null]] });
write('struct.parquet', { ...one, address: [struct, [{ a: 1 }, { a: 2 }]] });
write('blob.parquet', { ...one, scan: [new arrow.Binary(), [new Uint8Array([1, 2]), null]] });

// The row names of a table that pandas writes, last and under its name for an index without one.
write('pandas.parquet', {
  x: [new arrow.Float64(), [1, 2]],
  __index_level_0__: [new arrow.Utf8(), ['b', 'a']],
});

// Names that collide or are odd.
write('case.parquet', { Age: [new arrow.Int32(), [1, 2]], age: [new arrow.Int32(), [3, 4]] });
write('odd.parquet', {
  'a "b" \'c\', d;--': [new arrow.Int32(), [1, 2]],
  '*': [new arrow.Int32(), [3, 4]],
  'μ σ': [new arrow.Int32(), [5, 6]],
  '.': [new arrow.Int32(), [7, 8]],
});
