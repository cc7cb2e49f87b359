<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** What became of sealing everything anew. */
final class Resealed
{
    /**
     * @param int $revisions how many were sealed anew
     * @param list<string> $lost ids of revisions with secrets that no key opens any more
     */
    public function __construct(
        public readonly int $revisions,
        public readonly array $lost,
    ) {}
}
