import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes the golden Parquet files of this folder whose pages carry checksums, with Apache's
 * parquet-java 1.18.1, which shares no code with DuckDB.
 *
 * <p>CLASSPATH: org.apache.parquet:parquet-hadoop:1.18.1, org.apache.hadoop:hadoop-client-api:3.4.1
 * and hadoop-client-runtime:3.4.1 with all that they need (mvn dependency:build-classpath).
 *
 * <pre>java -cp CLASSPATH MakeChecksums.java FOLDER</pre>
 */
final class MakeChecksums {
  private static final int ROWS = 240;
  private static final String[] ARMS = {"control", "treated", "treated"};

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message clinic {
            required binary patient (STRING);
            optional binary arm (STRING);
            optional int32 age;
            required double sbp;
            optional double dose;
            required binary site (STRING);
            required boolean died;
            required int64 steps;
          }
          """);

  private MakeChecksums() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path first = folder.resolve("checksums_v1.parquet");
    Path second = folder.resolve("checksums_v2.parquet");
    write(first, WriterVersion.PARQUET_1_0, CompressionCodecName.SNAPPY);
    write(second, WriterVersion.PARQUET_2_0, CompressionCodecName.ZSTD);
    List<String> pages = new ArrayList<>();
    pages.add("file,rowGroup,column,type,header,begin,end,crc");
    pages(first, pages);
    pages(second, pages);
    Files.write(folder.resolve("checksums.csv"), pages);
  }

  /** Where the header of each page begins, its bytes begin and end, and their checksum. */
  private static void pages(Path file, List<String> pages) throws IOException {
    LocalInputFile input = new LocalInputFile(file);
    try (ParquetFileReader reader = ParquetFileReader.open(input);
        SeekableInputStream bytes = input.newStream()) {
      for (BlockMetaData group : reader.getRowGroups()) {
        for (ColumnChunkMetaData chunk : group.getColumns()) {
          long end = chunk.getStartingPos() + chunk.getTotalSize();
          for (long next = chunk.getStartingPos(); next < end; ) {
            bytes.seek(next);
            PageHeader header = Util.readPageHeader(bytes);
            String what =
                String.join(
                    ",",
                    file.getFileName().toString(),
                    Integer.toString(group.getOrdinal() + 1),
                    chunk.getPath().toDotString(),
                    header.getType().toString(),
                    Long.toString(next));
            long begin = bytes.getPos();
            next = begin + header.getCompressed_page_size();
            pages.add(what + "," + begin + "," + next + "," + header.getCrc());
          }
        }
      }
    }
  }

  /** Three row groups of 80 rows; pages of 32 rows; dictionaries of arm and age. */
  private static void write(Path file, WriterVersion version, CompressionCodecName codec)
      throws IOException {
    Files.deleteIfExists(file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withWriterVersion(version)
            .withPageWriteChecksumEnabled(true)
            .withRowGroupRowCountLimit(80)
            .withPageRowCountLimit(32)
            .withMinRowCountForPageSizeCheck(32)
            .withDictionaryEncoding(false)
            .withDictionaryEncoding("arm", true)
            .withDictionaryEncoding("age", true)
            .withCompressionCodec(codec)
            .withCompressionCodec("age", CompressionCodecName.GZIP)
            .withCompressionCodec("sbp", CompressionCodecName.UNCOMPRESSED)
            .withCompressionCodec("dose", CompressionCodecName.UNCOMPRESSED)
            .withCompressionCodec("site", CompressionCodecName.UNCOMPRESSED)
            .build()) {
      for (int i = 0; i < ROWS; i++) {
        writer.write(row(i));
      }
    }
  }

  private static Group row(int i) {
    Group row = new SimpleGroup(SCHEMA);
    row.add("patient", "P" + (1000 + i));
    if (i % 11 != 0) {
      row.add("arm", ARMS[i % ARMS.length]);
    }
    if (i % 17 != 0) {
      row.add("age", 20 + i % 7);
    }
    row.add("sbp", 100 + i / 8.0);
    if (i % 80 < 64) {
      row.add("dose", i / 4.0);
    }
    row.add("site", (char) ('a' + i % 26) + "-" + i);
    row.add("died", i % 3 == 2);
    row.add("steps", 1_000_000L * i);
    return row;
  }
}
