<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** Brings the engine's tables to the version of this code; safe to call at every start. */
final class Migrator
{
    public function __construct(private readonly Database $database) {}

    /** Version of the tables as they are; 0 when there are none. */
    public function version(): int
    {
        $name = $this->database->table('migration');
        if (!$this->database->connection()->createSchemaManager()->tablesExist([$name])) {
            return 0;
        }

        return $this->database->int('SELECT MAX(version) FROM ' . $name);
    }

    /** @return int how many versions were applied */
    public function migrate(): int
    {
        $from = $this->version();
        for ($version = $from + 1; $version <= Schema::VERSION; ++$version) {
            foreach ($this->statements($version) as $sql) {
                $this->database->connection()->executeStatement($sql);
            }
            $this->note($version);
        }

        return max(0, Schema::VERSION - $from);
    }

    /** @return list<string> the SQL of one version, for people who apply it by hand */
    public function statements(int $version): array
    {
        $schema = new Schema($this->database->prefix);
        $platform = $this->database->connection()->getDatabasePlatform();
        $manager = $this->database->connection()->createSchemaManager();
        $difference = $manager->createComparator()->compareSchemas($schema->at($version - 1), $schema->at($version));

        return array_values($platform->getAlterSchemaSQL($difference));
    }

    private function note(int $version): void
    {
        $name = $this->database->table('migration');
        $connection = $this->database->connection();
        if (!$connection->createSchemaManager()->tablesExist([$name])) {
            $connection->executeStatement('CREATE TABLE ' . $name . ' (version INTEGER NOT NULL PRIMARY KEY)');
        }
        $connection->executeStatement('INSERT INTO ' . $name . ' (version) VALUES (?)', [$version]);
    }
}
