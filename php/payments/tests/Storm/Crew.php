<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

/** The processes of a storm: started by fork, killed at random, replaced. */
final class Crew
{
    /** @var array<int, array{string, \Closure(int): void, int}> name, work and number of lives, by process */
    private array $crew = [];

    public int $kills = 0;

    /** @param \Closure(int): void $work gets the number of the life, from 0; when it returns the work is done */
    public function hire(string $name, \Closure $work, int $life = 0): void
    {
        gc_collect_cycles();
        $pid = pcntl_fork();
        if ($pid === -1) {
            throw new \RuntimeException('no child process');
        }
        if ($pid === 0) {
            try {
                $work($life);
            } catch (\Throwable $problem) {
                file_put_contents('php://stderr', "$name: $problem\n");
            }
            // No destructor may say good-bye on what the parent has as well; done is told by the signal.
            posix_kill(posix_getpid(), SIGUSR1);
            sleep(1);
        }
        $this->crew[$pid] = [$name, $work, $life];
    }

    /** Kills one, chosen by the dice, and replaces him. */
    public function kill(Dice $dice): void
    {
        $pids = array_keys($this->crew);
        if ($pids === []) {
            return;
        }
        $pid = $dice->of($pids);
        posix_kill($pid, SIGKILL);
        ++$this->kills;
        $this->bury($pid);
    }

    /** Takes note of who has finished; who ended otherwise is replaced. */
    public function look(): void
    {
        while (($pid = pcntl_waitpid(-1, $status, WNOHANG)) > 0) {
            $this->ended($pid, $status);
        }
    }

    public function has(string $name): bool
    {
        return \in_array($name, array_column($this->crew, 0), true);
    }

    /** Ends everybody whose name does not begin so, as hard as a power cut. */
    public function dismiss(string $butNot = "\0"): void
    {
        foreach ($this->crew as $pid => [$name]) {
            if (!str_starts_with($name, $butNot)) {
                posix_kill($pid, SIGKILL);
                pcntl_waitpid($pid, $status);
                unset($this->crew[$pid]);
            }
        }
    }

    private function bury(int $pid): void
    {
        pcntl_waitpid($pid, $status);
        $this->ended($pid, $status);
    }

    private function ended(int $pid, mixed $status): void
    {
        if (!isset($this->crew[$pid])) {
            return;
        }
        [$name, $work, $life] = $this->crew[$pid];
        unset($this->crew[$pid]);
        $isDone = \is_int($status) && pcntl_wifsignaled($status) && pcntl_wtermsig($status) === SIGUSR1;
        if (!$isDone) {
            $this->hire($name, $work, $life + 1);
        }
    }
}
