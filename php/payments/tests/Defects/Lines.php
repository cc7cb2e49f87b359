<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Psr\Log\AbstractLogger;

/** A log file: every line with all its context, exceptions with their traces. */
final class Lines extends AbstractLogger
{
    public string $text = '';

    public function log($level, string|\Stringable $message, array $context = []): void
    {
        $this->text .= (\is_string($level) ? $level : '') . " $message " . print_r(array_map(
            static fn (mixed $value): mixed => $value instanceof \Throwable ? (string) $value : $value,
            $context,
        ), true) . "\n";
    }
}
