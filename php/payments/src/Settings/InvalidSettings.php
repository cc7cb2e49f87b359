<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** Settings that break rules: all of them at once. */
final class InvalidSettings extends \RuntimeException
{
    /** @param non-empty-list<Violation> $violations */
    public function __construct(public readonly array $violations)
    {
        parent::__construct(implode(' ', array_map(static fn (Violation $one): string => $one->en, $violations)));
    }
}
