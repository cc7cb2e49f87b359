<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** A secret was sealed with a key that the ring does not have. */
final class KeyLost extends \RuntimeException
{
    public function __construct(public readonly string $keyId, public readonly string $field)
    {
        parent::__construct(\sprintf('The key "%s" that sealed "%s" is not in the ring.', $keyId, $field));
    }
}
