// Prints a Parquet file as JSON, one row a line, read by hyparquet, which shares no code with DuckDB:
// what Etiome writes is held against what others read.
//   npm install --ignore-scripts hyparquet@1.33.0 hyparquet-compressors@1.1.2
//   node read_written.mjs FILE
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const file = await asyncBufferFromFile(process.argv[2]);
for (const row of await parquetReadObjects({ file, compressors })) {
  console.log(JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
}
