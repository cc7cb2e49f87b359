<?php

declare(strict_types=1);

namespace Paygent\Payments\Bench;

use Doctrine\DBAL\Configuration;
use Doctrine\DBAL\Logging\Middleware;
use Psr\Log\AbstractLogger;

/** Counts what the engine asks of its database. */
final class Statements extends AbstractLogger
{
    public int $statements = 0;

    public int $commits = 0;

    /** @var array<string, int> */
    public array $seen = [];

    private bool $inside = false;

    public function configuration(): Configuration
    {
        $configuration = new Configuration();
        $configuration->setMiddlewares([new Middleware($this)]);

        return $configuration;
    }

    public function reset(): void
    {
        $this->statements = 0;
        $this->commits = 0;
        $this->seen = [];
    }

    /** @param array<mixed> $context */
    public function log($level, string|\Stringable $message, array $context = []): void
    {
        $sql = $context['sql'] ?? (string) $message;
        $sql = is_string($sql) ? $sql : '';
        match (true) {
            str_starts_with($sql, 'Beginning'), str_starts_with($sql, 'BEGIN') => $this->inside = true,
            str_starts_with($sql, 'Committing'), str_starts_with($sql, 'COMMIT') => $this->committed(),
            str_starts_with($sql, 'Connecting'), str_starts_with($sql, 'Disconnecting') => null,
            default => $this->statement($sql),
        };
    }

    private function committed(): void
    {
        $this->inside = false;
        ++$this->commits;
    }

    private function statement(string $sql): void
    {
        ++$this->statements;
        $this->seen[$sql] = ($this->seen[$sql] ?? 0) + 1;
        // Outside a transaction each write is one.
        if (!$this->inside && preg_match('/^(INSERT|UPDATE|DELETE)/', $sql) === 1) {
            ++$this->commits;
        }
    }
}
