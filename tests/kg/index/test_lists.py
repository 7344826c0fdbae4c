"""Lists of numbers in one array: what is cut, thrown out or not there."""

import numpy as np

from kg.index.lists import NONE, Lists

THREE = Lists.joined([[4, 5], [], [6]])


def test_lists_stand_one_behind_the_other():
    assert [each.tolist() for each in THREE.each()] == [[4, 5], [], [6]]
    assert THREE.sizes.tolist() == [2, 0, 1]
    assert THREE.owners.tolist() == [0, 0, 2]


def test_an_empty_list_has_neither_first_nor_last():
    assert THREE.firsts().tolist() == [4, NONE, 6]
    assert THREE.lasts().tolist() == [5, NONE, 6]


def test_what_is_thrown_out_shortens_its_list():
    kept = THREE.only(np.array([False, True, True]))
    assert [each.tolist() for each in kept.each()] == [[5], [], [6]]


def test_parts_of_an_array_are_lists():
    parts = Lists.parts(np.array([7, 8, 9]), np.array([1, 0]), np.array([2, 1]))
    assert [each.tolist() for each in parts.each()] == [[8, 9], [7]]


def test_a_list_of_nothing_can_be_filtered_by_a_mask_over_all_nodes():
    nothing = Lists.one([])
    mask = np.array([True, False])
    assert nothing.only(mask[nothing.values]).each()[0].tolist() == []
