<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Support\Texts;

/** A draft may not come into force. */
final class ActivationRefused extends \RuntimeException
{
    /** @param array<string, string|int> $values of the text "settings.$reason" */
    public function __construct(public readonly string $reason, private readonly array $values = [])
    {
        parent::__construct($this->text('en'));
    }

    public function text(string $locale): string
    {
        return Texts::get('settings.' . $this->reason, $locale, $this->values);
    }
}
