<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

/** Which order is begun next: a counter in a file, so that who is killed loses nothing but his own order. */
final class Pace
{
    public function __construct(private readonly string $file)
    {
        touch($file);
    }

    /** Counted from 0. */
    public function next(): int
    {
        $file = fopen($this->file, 'r+');
        if ($file === false || !flock($file, LOCK_EX)) {
            throw new \RuntimeException('no counter');
        }
        $number = (int) stream_get_contents($file);
        rewind($file);
        fwrite($file, (string) ($number + 1));
        fclose($file);

        return $number;
    }

    public function reached(): int
    {
        return (int) file_get_contents($this->file);
    }
}
