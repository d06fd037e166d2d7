/** URLs of brokers that are reached over TLS. */
export const KAFKA_TLS_SCHEME = 'kafka+ssl';
