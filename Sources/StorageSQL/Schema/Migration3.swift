extension Migration {
    /// How far log streams have come.
    ///
    /// A stream that is there already begins after what the log holds now: nobody asked it for the past.
    static let logStreams = Migration(version: 3, name: "log streams") { dialect in
        let (text, integer) = (dialect.text, dialect.integer)
        return """
            CREATE TABLE log_stream_positions (
                tenant \(text) NOT NULL,
                stream \(text) NOT NULL CHECK (length(stream) > 0),
                after_id \(text) NOT NULL,
                due_at \(integer) NOT NULL,
                attempts \(integer) NOT NULL CHECK (attempts >= 0),
                failing_since \(integer),
                last_error TEXT,
                PRIMARY KEY (tenant, stream)
            )\(dialect.clusteredTable);
            INSERT INTO log_stream_positions (tenant, stream, after_id, due_at, attempts)
            SELECT d.tenant, d.id, COALESCE((SELECT MAX(e.id) FROM log_events e WHERE e.tenant = d.tenant), ''), 0, 0
            FROM documents d WHERE d.kind = 'log_stream';

            """
    }
}
