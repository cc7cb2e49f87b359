<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

/**
 * Work in a process of its own, which may be killed at any point. It begins when told to, so that two can
 * begin at once, and makes its own connections: those of the parent must be closed before.
 *
 * @internal of PortContract
 */
final class Child
{
    /** @param resource $wire */
    private function __construct(private readonly int $pid, private $wire) {}

    /** @param callable(): void $work */
    public static function fork(callable $work): self
    {
        // What nobody refers to must not hold a connection, or a lock of SQLite, over the fork.
        gc_collect_cycles();
        $wires = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        if ($wires === false) {
            throw new \RuntimeException('no socket pair');
        }
        $pid = pcntl_fork();
        if ($pid === -1) {
            throw new \RuntimeException('no child process');
        }
        if ($pid > 0) {
            fclose($wires[1]);

            return new self($pid, $wires[0]);
        }
        self::live($wires[1], $work);
    }

    public function begin(): self
    {
        fwrite($this->wire, '.');

        return $this;
    }

    /**
     * Waits for its end.
     *
     * @return bool true: it did its work; false: it was killed on the way
     *
     * @throws \RuntimeException when the work failed, or has not ended after $seconds
     */
    public function end(int $seconds = 60): bool
    {
        stream_set_timeout($this->wire, $seconds);
        $said = (string) stream_get_contents($this->wire);
        $late = stream_get_meta_data($this->wire)['timed_out'];
        fclose($this->wire);
        if ($late) {
            posix_kill($this->pid, SIGKILL);
        }
        pcntl_waitpid($this->pid, $status);
        if ($late) {
            throw new \RuntimeException("not done after $seconds seconds: something holds a lock");
        }
        if ($said !== '' && $said !== 'done') {
            throw new \RuntimeException($said);
        }

        return $said === 'done';
    }

    /**
     * @param resource $wire
     * @param callable(): void $work
     */
    private static function live($wire, callable $work): never
    {
        fread($wire, 1);
        try {
            $work();
            $word = 'done';
        } catch (\Throwable $problem) {
            $word = $problem::class . ': ' . $problem->getMessage() . "\n" . $problem->getTraceAsString();
        }
        fwrite($wire, $word);
        // No destructor may say good-bye on a connection that the parent has as well.
        posix_kill(posix_getpid(), SIGKILL);
        exit;
    }
}
