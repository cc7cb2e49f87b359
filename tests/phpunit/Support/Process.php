<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** A PHP script run as a child: a server that says its port, or a script that ends. */
final class Process
{
    /** @var resource */
    private $process;

    /** @var resource */
    private $output;

    /** @param list<string> $command */
    private function __construct(array $command)
    {
        $process = proc_open($command, [0 => ['file', '/dev/null', 'r'], 1 => ['pipe', 'w']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('cannot start ' . implode(' ', $command));
        }
        $this->process = $process;
        $this->output = $pipes[1];
        register_shutdown_function($this->stop(...));
    }

    /** @param list<string> $command */
    public static function start(array $command): self
    {
        return new self($command);
    }

    /**
     * php-cli with the extension under test; under php-fpm PHP_BINARY is not php-cli.
     *
     * @param list<string> $arguments
     *
     * @return list<string>
     */
    public static function php(array $arguments): array
    {
        $php = getenv('PHP');
        $extension = getenv('PAYGENT_SO');

        return [
            $php === false ? PHP_BINARY : $php,
            ...($extension === false ? [] : ['-d', 'extension=' . $extension]),
            ...$arguments,
        ];
    }

    /**
     * @param list<string> $arguments of php
     *
     * @return string what the script printed
     */
    public static function run(array $arguments): string
    {
        $process = new self(self::php($arguments));
        $output = (string) stream_get_contents($process->output);
        $status = proc_close($process->process);
        if ($status !== 0) {
            throw new \RuntimeException("exit status $status: $output");
        }

        return $output;
    }

    /** First line of the output; waits for it. */
    public function line(): string
    {
        $line = fgets($this->output);
        if ($line === false) {
            throw new \RuntimeException('the server ended without saying its address');
        }

        return rtrim($line, "\n");
    }

    public function stop(): void
    {
        if (is_resource($this->process)) {
            proc_terminate($this->process);
            proc_close($this->process);
        }
    }
}
