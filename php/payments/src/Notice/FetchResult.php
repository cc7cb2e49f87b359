<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

/** What one run of 091 brought. */
final class FetchResult
{
    /**
     * @param int $stored records that were new to us
     * @param int $missing numbers for which Paygent has no record any more
     * @param string $stoppedBy code of the error that ended the run, "" when it came to the end;
     *     "busy" when another worker is at it
     */
    public function __construct(
        public readonly int $stored,
        public readonly int $missing,
        public readonly string $stoppedBy,
    ) {}
}
