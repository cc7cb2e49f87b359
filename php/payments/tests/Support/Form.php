<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

/** A form as a page shows it: where it goes and what it holds before anybody types. */
final class Form
{
    /** @param array<string, string> $fields no buttons */
    private function __construct(
        public readonly string $action,
        public readonly string $method,
        public readonly array $fields,
    ) {}

    public static function of(\DOMElement $form): self
    {
        $fields = [];
        foreach ($form->getElementsByTagName('input') as $input) {
            $type = strtolower($input->getAttribute('type'));
            $isOff = \in_array($type, ['radio', 'checkbox'], true) && !$input->hasAttribute('checked');
            $isButton = \in_array($type, ['submit', 'button', 'image'], true);
            if ($input->getAttribute('name') !== '' && !$isOff && !$isButton) {
                $fields[$input->getAttribute('name')] = $input->getAttribute('value');
            }
        }
        foreach ($form->getElementsByTagName('select') as $select) {
            $fields[$select->getAttribute('name')] = self::chosen($select);
        }
        foreach ($form->getElementsByTagName('textarea') as $area) {
            $fields[$area->getAttribute('name')] = $area->textContent;
        }

        return new self(
            $form->getAttribute('action'),
            strtoupper($form->getAttribute('method')) === 'POST' ? 'POST' : 'GET',
            $fields,
        );
    }

    private static function chosen(\DOMElement $select): string
    {
        $first = null;
        foreach ($select->getElementsByTagName('option') as $option) {
            $first ??= $option->getAttribute('value');
            if ($option->hasAttribute('selected')) {
                return $option->getAttribute('value');
            }
        }

        return $first ?? '';
    }
}
