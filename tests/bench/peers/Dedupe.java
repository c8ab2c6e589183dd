import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Forwards each event whose event_id was not seen before: RocksDB, exactly_once_v2, one thread.
 *
 * <p>Arguments: bootstrap, application id, folder of the state, topic of the output, number of
 * events, topics of the input. Prints one line of JSON: the seconds from the first event to the
 * half-way one and to the commit of the last. Everything else is as Kafka Streams has it.
 */
public final class Dedupe {
    private static final byte[] SEEN = {1};
    private static final int FRAMING_BYTES = 5;
    private static final CountDownLatch ALL = new CountDownLatch(1);
    private static long expected;
    private static long count;
    private static volatile long first;
    private static volatile long half;

    public static void main(String[] given) throws InterruptedException {
        expected = Long.parseLong(given[4]);
        List<String> topics = Arrays.asList(given).subList(5, given.length);
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("seen"), Serdes.Bytes(), Serdes.ByteArray()));
        builder.<byte[], byte[]>stream(topics).process(OnlyNew::new, "seen").to(given[3]);
        try (KafkaStreams streams = new KafkaStreams(builder.build(), settings(given))) {
            streams.start();
            ALL.await();
            awaitCommitted(given[0], given[1], topics);
            long end = System.nanoTime();
            System.out.printf(
                    "{\"half_s\": %.6f, \"end_s\": %.6f}%n", (half - first) / 1e9, (end - first) / 1e9);
        }
    }

    private static Properties settings(String[] given) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, given[0]);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, given[1]);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, given[2]);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return settings;
    }

    /** Return once the offsets of all events are committed, with the outputs of their transaction. */
    private static void awaitCommitted(String bootstrap, String group, List<String> topics)
            throws InterruptedException {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.GROUP_ID_CONFIG, group,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> asking = new KafkaConsumer<>(settings, bytes, bytes)) {
            Set<TopicPartition> partitions = new HashSet<>();
            for (String topic : topics) {
                asking.partitionsFor(topic)
                        .forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
            }
            while (committed(asking.committed(partitions)) < expected) {
                Thread.sleep(2);
            }
        }
    }

    private static long committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.values().stream().mapToLong(one -> one == null ? 0 : one.offset()).sum();
    }

    /** The first field after the framing: its length as a zigzag varint, then the text. */
    private static byte[] eventId(byte[] payload) {
        int place = FRAMING_BYTES;
        int length = 0;
        int shift = 0;
        byte part;
        do {
            part = payload[place++];
            length |= (part & 0x7f) << shift;
            shift += 7;
        } while (part < 0);
        return Arrays.copyOfRange(payload, place, place + (length >> 1));
    }

    private static final class OnlyNew implements Processor<byte[], byte[], byte[], byte[]> {
        private ProcessorContext<byte[], byte[]> context;
        private KeyValueStore<Bytes, byte[]> seen;

        @Override
        public void init(ProcessorContext<byte[], byte[]> given) {
            context = given;
            seen = given.getStateStore("seen");
        }

        @Override
        public void process(Record<byte[], byte[]> event) {
            long number = ++count;
            if (number == 1) {
                first = System.nanoTime();
            } else if (number == expected / 2) {
                half = System.nanoTime();
            }
            if (seen.putIfAbsent(Bytes.wrap(eventId(event.value())), SEEN) == null) {
                context.forward(event);
            }
            if (number == expected) {
                ALL.countDown();
            }
        }
    }
}
