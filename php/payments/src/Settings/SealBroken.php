<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** A sealed value was changed, or belongs to another account or field. */
final class SealBroken extends \RuntimeException
{
    public function __construct(public readonly string $field)
    {
        parent::__construct(\sprintf('The sealed value of "%s" was changed, or belongs elsewhere.', $field));
    }
}
