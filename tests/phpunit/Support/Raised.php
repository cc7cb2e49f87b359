<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** Collects what trigger_error() and PHP raise while something runs. */
final class Raised
{
    /** @var list<string> E_USER_WARNING texts */
    public array $warnings = [];

    /** @var list<string> everything else */
    public array $others = [];

    /**
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    public function during(callable $work): mixed
    {
        set_error_handler(function (int $level, string $text): bool {
            if ($level === E_USER_WARNING) {
                $this->warnings[] = $text;
            } else {
                $this->others[] = $text;
            }

            return true;
        });
        try {
            return $work();
        } finally {
            restore_error_handler();
        }
    }

    /** @return list<string> the text before the first colon of each E_USER_WARNING */
    public function codes(): array
    {
        return array_map(static fn (string $text): string => explode(':', $text)[0], $this->warnings);
    }
}
