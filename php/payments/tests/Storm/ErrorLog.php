<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Psr\Log\AbstractLogger;
use Psr\Log\LogLevel;

/** Writes errors, and what is worse, to standard error. */
final class ErrorLog extends AbstractLogger
{
    private const SHOWN = [LogLevel::ERROR, LogLevel::CRITICAL, LogLevel::ALERT, LogLevel::EMERGENCY];

    public function log($level, string|\Stringable $message, array $context = []): void
    {
        if (!\in_array($level, self::SHOWN, true)) {
            return;
        }
        $problem = $context['exception'] ?? null;
        $text = $problem instanceof \Throwable ? $problem::class . ': ' . $problem->getMessage() : '';
        file_put_contents('php://stderr', "$message $text\n");
    }
}
