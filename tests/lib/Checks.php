<?php

declare(strict_types=1);

namespace Paygent\Tests;

/** Named yes/no checks of a script that is no PHPUnit test; closes with "N passed, N failed". */
final class Checks
{
    private int $passed = 0;
    private int $failed = 0;

    /** @param string $seen what was found instead, printed when the check fails */
    public function that(string $claim, bool $holds, string $seen = ''): void
    {
        $holds ? $this->passed++ : $this->failed++;
        echo $holds ? 'ok      ' : 'FAILED  ', $claim, $holds || $seen === '' ? '' : " (seen: $seen)", "\n";
    }

    /** @return int<0, 1> the exit status */
    public function close(): int
    {
        printf("%d passed, %d failed\n", $this->passed, $this->failed);

        return $this->failed === 0 && $this->passed > 0 ? 0 : 1;
    }
}
