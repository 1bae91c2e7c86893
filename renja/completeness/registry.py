"""All rules, in the order in which a list without chapters shows them."""

from renja.completeness import matrix, papers, texts
from renja.completeness.declaring import Rule

RULES: tuple[Rule, ...] = (
    texts.empty_parts,
    texts.drafts,
    texts.laws_by_rank,
    texts.laws_by_year,
    texts.unread_laws,
    texts.one_sided_evaluation,
    texts.counts_in_texts,
    texts.amounts_in_texts,
    texts.words_in_texts,
    texts.unlabelled_tables,
    texts.bare_closing,
    papers.empty_tables,
    matrix.no_indicator,
    matrix.no_target,
    matrix.no_location,
    matrix.no_pagu,
    matrix.no_source,
    matrix.no_target_group,
    matrix.no_forward,
    matrix.no_forward_target,
    matrix.over_ceiling,
    matrix.no_ceiling,
    matrix.totals_agree,
    matrix.not_aligned,
    matrix.orphans,
    papers.homeless,
    papers.pending,
    papers.carried,
    papers.no_signer,
    papers.no_date,
)
