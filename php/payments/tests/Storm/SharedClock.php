<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Tests\Support\PaygentTool;
use Psr\Clock\ClockInterface;

/** The local Paygent's time for many processes: a file holds it, and whoever moves it moves both. */
final class SharedClock implements ClockInterface
{
    public function __construct(private readonly PaygentTool $tool, private readonly string $file)
    {
        $this->read();
    }

    public function now(): \DateTimeImmutable
    {
        return new \DateTimeImmutable('@' . intdiv($this->time(), 1000));
    }

    /** Epoch ms. */
    public function time(): int
    {
        return (int) file_get_contents($this->file);
    }

    /** @param string $span e.g. "90s", "11d" */
    public function advance(string $span): void
    {
        $this->tool->advance($span);
        $this->read();
    }

    /** Replaced as a whole: nobody may read half of it. */
    private function read(): void
    {
        $next = $this->file . '.' . getmypid();
        file_put_contents($next, (string) $this->tool->time());
        rename($next, $this->file);
    }
}
